package dev.paysaga.psp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ConfirmTest extends SimulatorTest {

    /** What the provider's contract promises of every payment, null or not. */
    private static final Set<String> PAYMENT = Set.of(
            "mId",
            "version",
            "lastTransactionKey",
            "paymentKey",
            "orderId",
            "orderName",
            "taxExemptionAmount",
            "status",
            "requestedAt",
            "approvedAt",
            "useEscrow",
            "cultureExpense",
            "card",
            "virtualAccount",
            "transfer",
            "mobilePhone",
            "giftCertificate",
            "cashReceipt",
            "cashReceipts",
            "discount",
            "cancels",
            "secret",
            "type",
            "easyPay",
            "country",
            "failure",
            "isPartialCancelable",
            "receipt",
            "checkout",
            "currency",
            "totalAmount",
            "balanceAmount",
            "suppliedAmount",
            "vat",
            "taxFreeAmount",
            "method",
            "metadata");

    private static final Set<String> CARD = Set.of(
            "amount",
            "issuerCode",
            "acquirerCode",
            "number",
            "installmentPlanMonths",
            "approveNo",
            "useCardPoint",
            "cardType",
            "ownerType",
            "acquireStatus",
            "isInterestFree",
            "interestPayer");

    @Test
    void aConfirmedPaymentHasEveryFieldOfTheContract() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        clock.forward(Duration.ofSeconds(41));

        JsonNode body = merchant.confirm(paymentKey, ORDER, 39_000, "key-1").json();

        assertThat(new TreeSet<>(body.propertyNames())).isEqualTo(new TreeSet<>(PAYMENT));
        assertThat(new TreeSet<>(body.path("card").propertyNames())).isEqualTo(new TreeSet<>(CARD));
        assertThat(body.path("paymentKey").asString()).isEqualTo(paymentKey);
        assertThat(body.path("orderId").asString()).isEqualTo(ORDER);
        assertThat(body.path("status").asString()).isEqualTo("DONE");
        assertThat(body.path("method").asString()).isEqualTo("카드");
        assertThat(body.path("requestedAt").asString()).isEqualTo("2026-11-04T10:15:00+09:00");
        assertThat(body.path("approvedAt").asString()).isEqualTo("2026-11-04T10:15:41+09:00");
        assertThat(body.path("totalAmount").asLong()).isEqualTo(39_000);
        assertThat(body.path("suppliedAmount").asLong()).isEqualTo(35_455);
        assertThat(body.path("vat").asLong()).isEqualTo(3_545);
        assertThat(body.path("card").path("number").asString()).contains("****");
        assertThat(body.path("lastTransactionKey").asString()).hasSize(32);
    }

    @Test
    void easyPayFillsItsOwnBlock() {
        String paymentKey = merchant.sim("POST", "payments", """
                        {"psp": "TOSS", "orderId": "%s", "amount": 12500, "currency": "KRW", "method": "EASY_PAY"}""".formatted(ORDER))
                .json()
                .path("paymentKey")
                .asString();

        JsonNode body = merchant.confirm(paymentKey, ORDER, 12_500, null).json();

        assertThat(body.path("method").asString()).isEqualTo("간편결제");
        assertThat(body.path("easyPay").path("amount").asLong()).isEqualTo(12_500);
        assertThat(body.path("card").isNull()).isTrue();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"paymentKey": "KEY", "orderId": "ord-20261104-000117", "amount": 39000}                         | 200 DONE
            {"paymentKey": "KEY", "orderId": "ord-20261104-000117", "amount": 39000, "later": 1}             | 200 DONE
            {"paymentKey": "KEY", "orderId": "ord-20261104-000117", "amount": 38999}                         | 400 INVALID_REQUEST
            {"paymentKey": "KEY", "orderId": "ord-20261104-000118", "amount": 39000}                         | 404 NOT_FOUND_PAYMENT_SESSION
            {"paymentKey": "simpgnone", "orderId": "ord-20261104-000117", "amount": 39000}                   | 404 NOT_FOUND_PAYMENT
            {"paymentKey": "KEY", "orderId": "ord-20261104-000117"}                                          | 400 INVALID_REQUEST
            {"paymentKey": "KEY", "amount": 39000}                                                           | 400 INVALID_REQUEST
            {"orderId": "ord-20261104-000117", "amount": 39000}                                              | 400 INVALID_REQUEST
            {"paymentKey": "KEY", "orderId": "ord-20261104-000117", "amount": "39000"}                       | 400 INVALID_REQUEST
            {"paymentKey": "KEY", "orderId": "ord-20261104-000117", "amount": 39000.5}                       | 400 INVALID_REQUEST
            {"paymentKey": "KEY", "orderId": "ord-20261104-000117", "amount": 0}                             | 400 INVALID_REQUEST
            {"paymentKey": "KEY", "orderId": "ord-20261104-000117", "amount": -39000}                        | 400 INVALID_REQUEST
            {"paymentKey": "KEY", "orderId": "ord-20261104-000117", "amount": 99999999999999999999}          | 400 INVALID_REQUEST
            {"paymentKey": "KEY", "orderId": "no", "amount": 39000}                                          | 400 INVALID_REQUEST
            {"paymentKey": "KEY", "orderId": "ord-20261104-000117", "amount": 39000, "amount": 39000}        | 400 INVALID_REQUEST
            {"paymentKey": "KEY", "orderId": "ord-20261104-000117", "amount": 39000} and more                | 400 INVALID_REQUEST
            ["KEY"]                                                                                          | 400 INVALID_REQUEST
            {                                                                                                | 400 INVALID_REQUEST
            """)
    void answersByTheContract(String body, String gist) {
        String paymentKey = merchant.pay(ORDER, 39_000);

        Merchant.Answered answer = merchant.post("/v1/payments/confirm", body.replace("KEY", paymentKey), "key-1");

        assertThat(answer.gist()).isEqualTo(gist);
        assertThat(answer.traceIds()).isNotEmpty();
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isEqualTo(answer.status() == 200 ? 1 : 0);
    }

    @Test
    void aBodyThatIsNotDeclaredAsJsonIsNotRead() {
        String paymentKey = merchant.pay(ORDER, 39_000);

        assertThat(merchant.send(merchant.signed("/v1/payments/confirm")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        Merchant.confirmBody(paymentKey, ORDER, 39_000))))
                        .gist())
                .isEqualTo("400 INVALID_REQUEST");
    }

    @Test
    void aPaymentIsApprovedOnce() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        merchant.confirm(paymentKey, ORDER, 39_000, "key-1");

        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-2").gist())
                .isEqualTo("400 ALREADY_PROCESSED_PAYMENT");
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isEqualTo(1);
    }

    @Test
    void anOrderChargedThroughTwoPaymentKeysShowsTwoCaptures() {
        merchant.confirm(merchant.pay(ORDER, 39_000), ORDER, 39_000, "key-1");
        merchant.confirm(merchant.pay(ORDER, 39_000), ORDER, 39_000, "key-2");

        assertThat(merchant.truth(ORDER).path("captures").asInt()).isEqualTo(2);
        assertThat(merchant.truth(ORDER).path("capturedAmount").asLong()).isEqualTo(78_000);
    }

    @ParameterizedTest(name = "after {0} s: {1}, then a lookup says {2}")
    @CsvSource({"600, 200 DONE, 200 DONE", "601, 404 NOT_FOUND_PAYMENT_SESSION, 200 EXPIRED"})
    void theSessionLastsTenMinutes(int seconds, String confirmed, String lookedUp) {
        String paymentKey = merchant.pay(ORDER, 39_000);
        clock.forward(Duration.ofSeconds(seconds));

        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-1").gist()).isEqualTo(confirmed);
        assertThat(merchant.lookup(paymentKey).gist()).isEqualTo(lookedUp);
    }

    @Test
    void anExpiredPaymentSaysSo() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        clock.forward(Duration.ofMinutes(11));

        JsonNode body = merchant.lookup(paymentKey).json();

        assertThat(body.path("failure").path("code").asString()).isEqualTo("EXPIRED_PAYMENT");
        assertThat(body.path("method").isNull()).isTrue();
        assertThat(body.path("approvedAt").isNull()).isTrue();
    }
}
