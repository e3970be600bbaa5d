package dev.paysaga.psp.simulator;

import static dev.paysaga.psp.simulator.PortOneMerchant.gist;
import static dev.paysaga.psp.simulator.PortOneMerchant.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The contract of PortOne without faults. */
class PortOneTest extends SimulatorTest {

    private static final String ALL = "{\"reason\": \"x\"}";

    private PortOneMerchant portOne;

    @BeforeEach
    void connect() {
        portOne = new PortOneMerchant(merchant, simulator.url());
    }

    @Test
    void nothingIsTakenBeforeTheMerchantConfirms() {
        portOne.pay(ORDER, 39_000);

        JsonNode payment = portOne.read(ORDER).json();
        assertThat(payment.path("status").asString()).isEqualTo("READY");
        assertThat(payment.path("amount").path("total").asLong()).isEqualTo(39_000);
        assertThat(payment.path("amount").path("paid").asLong()).isZero();
        assertThat(payment.path("channel").path("pgProvider").asString()).isEqualTo("TOSSPAYMENTS");
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isZero();
    }

    @Test
    void aConfirmTakesTheMoneyOnce() {
        String token = portOne.pay(ORDER, 39_000);

        JsonNode confirmed = portOne.confirm(ORDER, token, 39_000, key(1)).json();

        JsonNode payment = portOne.read(ORDER).json();
        assertThat(payment.path("status").asString()).isEqualTo("PAID");
        assertThat(payment.path("transactionId").asString()).isEqualTo(token);
        assertThat(payment.path("pgTxId")).isEqualTo(confirmed.path("pgTxId"));
        assertThat(payment.path("paidAt")).isEqualTo(confirmed.path("paidAt"));
        assertThat(payment.path("disputes").isArray()).isTrue();
        assertThat(payment.path("method").path("type").asString()).isEqualTo("PaymentMethodCard");
        assertThat(payment.path("amount").path("paid").asLong()).isEqualTo(39_000);
        assertThat(gist(portOne.confirm(ORDER, token, 39_000, key(2)))).isEqualTo("409 ALREADY_PAID");
        assertThat(gist(portOne.confirm(ORDER, token, 39_000, key(1)))).isEqualTo("200 CONFIRMED");
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "totalAmount": 39000                   | 200 CONFIRMED
            "totalAmount": 38999                   | 409 INFORMATION_MISMATCH
            "currency": "USD"                      | 409 INFORMATION_MISMATCH
            "txId": "another"                      | 409 INFORMATION_MISMATCH
            "taxFreeAmount": 1                     | 409 INFORMATION_MISMATCH
            "isTest": false                        | 409 INFORMATION_MISMATCH
            "isTest": "yes"                        | 400 INVALID_REQUEST
            "totalAmount": "39000"                 | 400 INVALID_REQUEST
            "storeId": "store-of-another"          | 403 FORBIDDEN
            """)
    void whatTheMerchantDescribesIsChecked(String field, String gist) {
        String token = portOne.pay(ORDER, 39_000);

        String body = "{\"paymentToken\": \"" + token + "\", " + field + "}";

        assertThat(gist(portOne.post("/payments/" + ORDER + "/confirm", body, null)))
                .isEqualTo(gist);
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isEqualTo(gist.startsWith("200") ? 1 : 0);
    }

    @Test
    void aTokenIsGoodForItsPaymentAndForTenMinutes() {
        String other = portOne.pay("ord-20261104-000118", 39_000);
        String token = portOne.pay(ORDER, 39_000);

        assertThat(gist(portOne.confirm(ORDER, other, 39_000, null))).isEqualTo("400 INVALID_PAYMENT_TOKEN");
        assertThat(gist(portOne.confirm("ord-nobody", token, 39_000, null))).isEqualTo("404 PAYMENT_NOT_FOUND");
        clock.forward(Duration.ofMinutes(11));
        assertThat(gist(portOne.confirm(ORDER, token, 39_000, null))).isEqualTo("400 INVALID_PAYMENT_TOKEN");
        assertThat(gist(portOne.read(ORDER))).isEqualTo("200 READY");
    }

    @Test
    void aPaymentCanBeTakenWithoutTheMerchant() {
        String token = portOne.pay("""
                {"psp": "PORTONE", "orderId": "%s", "amount": 39000, "currency": "KRW", "capture": "AUTOMATIC"}""".formatted(ORDER));

        assertThat(gist(portOne.read(ORDER))).isEqualTo("200 PAID");
        assertThat(gist(portOne.confirm(ORDER, token, 39_000, null))).isEqualTo("409 ALREADY_PAID");
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isEqualTo(1);
    }

    @Test
    void aRegisteredAmountBindsTheWindow() {
        assertThat(portOne.post("/payments/" + ORDER + "/pre-register", "{\"totalAmount\": 39000}", null)
                        .body())
                .isEqualTo("{}");

        Merchant.Answered other = merchant.sim("POST", "payments", """
                {"psp": "PORTONE", "orderId": "%s", "amount": 1, "currency": "KRW"}""".formatted(ORDER));
        assertThat(other.status()).isEqualTo(409);
        portOne.confirm(ORDER, portOne.pay(ORDER, 39_000), 39_000, null);
        assertThat(gist(portOne.post("/payments/" + ORDER + "/pre-register", "{\"totalAmount\": 1}", null)))
                .isEqualTo("409 ALREADY_PAID");
    }

    @Test
    void aVirtualAccountWaitsForItsDeposit() {
        String token = virtualAccount();
        assertThat(gist(portOne.confirm(ORDER, token, 39_000, null))).isEqualTo("200 CONFIRMED");

        JsonNode issued = portOne.read(ORDER).json();
        assertThat(issued.path("status").asString()).isEqualTo("VIRTUAL_ACCOUNT_ISSUED");
        assertThat(issued.path("method").path("accountNumber").asString()).startsWith("X");
        assertThat(issued.path("method").path("expiredAt").asString()).isEqualTo("2026-11-11T14:59:59.000Z");
        assertThat(gist(portOne.cancel(ORDER, ALL, null))).isEqualTo("409 PAYMENT_NOT_PAID");

        merchant.sim("POST", "deposits", "{\"orderId\": \"" + ORDER + "\"}");
        assertThat(gist(portOne.read(ORDER))).isEqualTo("200 PAID");
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isEqualTo(1);
        assertThat(gist(portOne.cancel(ORDER, ALL, null))).isEqualTo("400 INVALID_REQUEST");
        assertThat(gist(portOne.cancel(ORDER, """
                {"reason": "x", "refundAccount": {"bank": "WOORI", "number": "10020003", "holderName": "Kim"}}""", null))).isEqualTo("200 SUCCEEDED");
    }

    @Test
    void aVirtualAccountCanBeClosedBeforeTheDeposit() {
        portOne.confirm(ORDER, virtualAccount(), 39_000, null);

        assertThat(portOne.post("/payments/" + ORDER + "/virtual-account/close", "{}", null)
                        .status())
                .isEqualTo(200);

        assertThat(gist(portOne.read(ORDER))).isEqualTo("200 CANCELLED");
        assertThat(portOne.read(ORDER).json().has("paidAt")).isFalse();
        assertThat(merchant.truth(ORDER).path("cancels").asInt()).isZero();
    }

    /** C01 and C03. */
    @Test
    void partsAreCanceledUntilNothingIsLeft() {
        pay();

        JsonNode part = portOne.cancel(ORDER, "{\"reason\": \"one\", \"amount\": 9000}", key(2))
                .json()
                .path("cancellation");
        JsonNode payment = portOne.read(ORDER).json();
        assertThat(part.path("totalAmount").asLong()).isEqualTo(9_000);
        assertThat(payment.path("status").asString()).isEqualTo("PARTIAL_CANCELLED");
        assertThat(payment.path("cancellations").path(0)).isEqualTo(part);
        assertThat(payment.path("amount").path("cancelled").asLong()).isEqualTo(9_000);
        assertThat(payment.has("cancelledAt")).isTrue();

        assertThat(gist(portOne.cancel(ORDER, ALL, key(3)))).isEqualTo("200 SUCCEEDED");
        assertThat(gist(portOne.read(ORDER))).isEqualTo("200 CANCELLED");
        assertThat(gist(portOne.cancel(ORDER, ALL, key(4)))).isEqualTo("409 PAYMENT_ALREADY_CANCELLED");
        assertThat(merchant.truth(ORDER).path("canceledAmount").asLong()).isEqualTo(39_000);
    }

    /** C02 and C05, among others. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "amount": 39001                          | 409 CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT
            "currentCancellableAmount": 39000        | 200 SUCCEEDED
            "currentCancellableAmount": 38999        | 409 CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN
            "taxFreeAmount": 1                       | 409 CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT
            "vatAmount": 3546                        | 409 CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT
            "amount": 100, "vatAmount": 101          | 409 SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT
            "requester": "SOMEBODY"                  | 400 INVALID_REQUEST
            "amount": 0                              | 400 INVALID_REQUEST
            "amount": 1.5                            | 400 INVALID_REQUEST
            """)
    void aCancelIsAnsweredByTheContract(String field, String gist) {
        pay();

        assertThat(gist(portOne.cancel(ORDER, "{\"reason\": \"x\", " + field + "}", null)))
                .isEqualTo(gist);
        assertThat(merchant.truth(ORDER).path("cancels").asInt()).isEqualTo(gist.startsWith("200") ? 1 : 0);
    }

    @Test
    void onlyWhatIsPaidCanBeCanceled() {
        assertThat(gist(portOne.cancel(ORDER, ALL, null))).isEqualTo("404 PAYMENT_NOT_FOUND");
        portOne.pay(ORDER, 39_000);
        assertThat(gist(portOne.cancel(ORDER, ALL, null))).isEqualTo("409 PAYMENT_NOT_PAID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"idempotency-key-0001", "\"short\"", "\"\"", "\"fifteen-letters\""})
    void anIdempotencyKeyIsQuotedAndLong(String malformed) {
        String token = portOne.pay(ORDER, 39_000);

        assertThat(gist(portOne.confirm(ORDER, token, 39_000, malformed))).isEqualTo("400 INVALID_REQUEST");
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isZero();
    }

    @Test
    void anIdempotencyKeyLastsThreeHours() {
        pay();
        String part = "{\"reason\": \"x\", \"amount\": 1000}";
        String first = portOne.cancel(ORDER, part, key(2)).body();

        clock.forward(Duration.ofHours(3).minusSeconds(1));
        assertThat(portOne.cancel(ORDER, part, key(2)).body()).isEqualTo(first);
        clock.forward(Duration.ofSeconds(1));
        assertThat(portOne.cancel(ORDER, part, key(2)).body()).isNotEqualTo(first);
        assertThat(merchant.truth(ORDER).path("cancels").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PortOne wrong", "Bearer x", "Basic dGVzdDo="})
    void aWrongSecretIsRefused(String header) {
        HttpRequest.Builder request = merchant.to("/payments/" + ORDER);
        Merchant.Answered answer = merchant.send(header.isEmpty() ? request : request.header("Authorization", header));

        assertThat(gist(answer)).isEqualTo("401 UNAUTHORIZED");
    }

    @Test
    void theTwoProvidersDoNotSeeEachOthersPayments() {
        merchant.confirm(merchant.pay(ORDER, 39_000), ORDER, 39_000, "key-1");

        assertThat(gist(portOne.read(ORDER))).isEqualTo("404 PAYMENT_NOT_FOUND");
        pay();
        assertThat(gist(portOne.read(ORDER))).isEqualTo("200 PAID");
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isEqualTo(2);
    }

    /** R01. */
    @Test
    void theListOfPaymentsCanDriftFromTheTruth() {
        pay();
        String other = "ord-20261104-000118";
        portOne.pay(other, 5_000);
        String day = """
                {"page": {"number": 0, "size": 100}, "filter": {"from": "2026-11-04T00:00:00Z", "until": "2026-11-05T00:00:00Z"}}""";

        assertThat(ids(portOne.list("/payments", day))).isEqualTo(ORDER + " PAID 39000," + other + " READY 5000");
        assertThat(portOne.list("/payments", day)
                        .path("page")
                        .path("totalCount")
                        .asInt())
                .isEqualTo(2);
        assertThat(ids(portOne.list("/payments", day.replace("\"from\"", "\"status\": [\"PAID\"], \"from\""))))
                .isEqualTo(ORDER + " PAID 39000");
        assertThat(portOne.list("/payments-by-cursor", "{\"size\": 1, \"cursor\": \"0\"}")
                        .path("items")
                        .path(0)
                        .path("payment")
                        .path("id")
                        .asString())
                .isEqualTo(other);

        drift("\"action\": \"ALTER\", \"amount\": 1, \"orderId\": \"" + ORDER + "\"");
        drift("\"action\": \"HIDE\", \"orderId\": \"" + other + "\"");
        drift("\"action\": \"ADD\", \"amount\": 700, \"orderId\": \"ord-nobody\"");

        assertThat(ids(portOne.list("/payments", day))).isEqualTo("ord-nobody PAID 700," + ORDER + " PAID 1");
        assertThat(portOne.read(ORDER).json().path("amount").path("total").asLong())
                .isEqualTo(39_000);
        assertThat(merchant.truth(ORDER).path("capturedAmount").asLong()).isEqualTo(39_000);
    }

    private void drift(String fields) {
        assertThat(merchant.sim("POST", "drift", "{\"psp\": \"PORTONE\", " + fields + "}")
                        .status())
                .isEqualTo(201);
    }

    private static String ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item ->
                        item.path("id").asString() + " " + item.path("status").asString() + " "
                                + item.path("amount").path("total").asLong())
                .reduce((left, right) -> left + "," + right)
                .orElse("");
    }

    private void pay() {
        assertThat(gist(portOne.confirm(ORDER, portOne.pay(ORDER, 39_000), 39_000, key(1))))
                .isEqualTo("200 CONFIRMED");
    }

    private String virtualAccount() {
        return portOne.pay("""
                {"psp": "PORTONE", "orderId": "%s", "amount": 39000, "currency": "KRW", "method": "VIRTUAL_ACCOUNT"}""".formatted(ORDER));
    }
}
