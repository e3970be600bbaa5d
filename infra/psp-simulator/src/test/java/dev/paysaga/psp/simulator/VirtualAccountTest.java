package dev.paysaga.psp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** F18 and F19 at Toss. */
class VirtualAccountTest extends SimulatorTest {

    private static final String REFUND = """
            {"cancelReason": "x", "refundReceiveAccount": {"bank": "20", "accountNumber": "10020003000117", "holderName": "Kim Simul"}}""";

    @Test
    void aConfirmIssuesAnAccountAndTakesNoMoney() {
        JsonNode body = waiting();

        assertThat(body.path("status").asString()).isEqualTo("WAITING_FOR_DEPOSIT");
        assertThat(body.path("approvedAt").isNull()).isTrue();
        assertThat(body.path("method").asString()).isEqualTo("가상계좌");
        assertThat(body.path("secret").asString()).startsWith("ps_");
        assertThat(body.path("virtualAccount").path("accountNumber").asString()).startsWith("X");
        assertThat(body.path("virtualAccount").path("dueDate").asString()).isEqualTo("2026-11-11T23:59:59+09:00");
        assertThat(body.path("virtualAccount").path("expired").asBoolean()).isFalse();
        assertThat(captures()).isZero();
    }

    @Test
    void aDepositPaysIt() {
        waiting();

        JsonNode deposited = merchant.sim("POST", "deposits", order()).json();

        assertThat(deposited.path("status").asString()).isEqualTo("DONE");
        JsonNode found = merchant.lookupOrder(ORDER).json();
        assertThat(found.path("status").asString()).isEqualTo("DONE");
        assertThat(found.path("approvedAt").isNull()).isFalse();
        assertThat(captures()).isEqualTo(1);
        assertThat(merchant.sim("POST", "deposits", order()).status()).isEqualTo(409);
        assertThat(captures()).isEqualTo(1);
    }

    @Test
    void aDepositMayComeAfterTheAccountsTime() {
        waiting();
        assertThat(merchant.sim("POST", "deposits/" + ORDER + "/late", "").status())
                .isEqualTo(409);
        merchant.sim("POST", "clock", "{\"forwardSeconds\": 864000}");

        assertThat(merchant.sim("POST", "deposits", order()).status()).isEqualTo(409);
        assertThat(merchant.sim("POST", "deposits/" + ORDER + "/late", "").status())
                .isEqualTo(200);

        assertThat(merchant.lookupOrder(ORDER).gist()).isEqualTo("200 DONE");
        assertThat(captures()).isEqualTo(1);
    }

    @Test
    void aDepositThatTheBankTakesBackIsNoCaptureAnyMore() {
        waiting();
        merchant.sim("POST", "deposits", order());

        merchant.sim("POST", "deposits/" + ORDER + "/reverse", "");

        assertThat(merchant.lookupOrder(ORDER).gist()).isEqualTo("200 WAITING_FOR_DEPOSIT");
        assertThat(captures()).isZero();
        assertThat(merchant.truth(ORDER).path("capturedAmount").asLong()).isZero();
        assertThat(merchant.sim("POST", "deposits", order()).status()).isEqualTo(200);
        assertThat(captures()).isEqualTo(1);
    }

    @Test
    void whatWasPaidByCardCannotBeTakenBackByABank() {
        merchant.confirm(merchant.pay(ORDER, 39_000), ORDER, 39_000, "key-1");

        assertThat(merchant.sim("POST", "deposits/" + ORDER + "/reverse", "").status())
                .isEqualTo(409);
    }

    @Test
    void withoutADepositItExpiresWhenItIsDue() {
        waiting();

        clock.forward(Duration.ofDays(8));

        assertThat(merchant.lookupOrder(ORDER).gist()).isEqualTo("200 EXPIRED");
        assertThat(merchant.lookupOrder(ORDER)
                        .json()
                        .path("virtualAccount")
                        .path("expired")
                        .asBoolean())
                .isTrue();
        assertThat(merchant.sim("POST", "deposits", order()).status()).isEqualTo(409);
    }

    @Test
    void aTestNeedNotWaitAWeek() {
        String paymentKey = merchant.pay("""
                {"psp": "TOSS", "orderId": "%s", "amount": 39000, "currency": "KRW", "method": "VIRTUAL_ACCOUNT",
                 "depositSeconds": 60}""".formatted(ORDER));
        merchant.confirm(paymentKey, ORDER, 39_000, "key-1");

        clock.forward(Duration.ofSeconds(60));
        assertThat(merchant.lookup(paymentKey).gist()).isEqualTo("200 WAITING_FOR_DEPOSIT");
        clock.forward(Duration.ofSeconds(1));
        assertThat(merchant.lookup(paymentKey).gist()).isEqualTo("200 EXPIRED");
    }

    @Test
    void theClockOfTheProviderCanBeMovedOverHttpToo() {
        waiting();

        JsonNode moved =
                merchant.sim("POST", "clock", "{\"forwardSeconds\": 691200}").json();

        assertThat(moved.path("now").asString()).isEqualTo("2026-11-12T01:15:00Z");
        assertThat(merchant.sim("GET", "clock", "").json()).isEqualTo(moved);
        assertThat(merchant.lookupOrder(ORDER).gist()).isEqualTo("200 EXPIRED");
        assertThat(merchant.sim("POST", "clock", "{\"forwardSeconds\": -1}").status())
                .isEqualTo(400);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"cancelReason": "x"}                        | 200 CANCELED
            {"cancelReason": "x", "cancelAmount": 39000} | 200 CANCELED
            {"cancelReason": "x", "cancelAmount": 9000}  | 403 NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT
            """)
    void beforeTheDepositTheWholePaymentIsCanceledOrNothing(String body, String gist) {
        String paymentKey = waiting().path("paymentKey").asString();

        assertThat(merchant.cancel(paymentKey, body, "cancel-1").gist()).isEqualTo(gist);

        assertThat(merchant.truth(ORDER).path("cancels").asInt()).isZero();
        assertThat(merchant.lookup(paymentKey).json().path("approvedAt").isNull())
                .isTrue();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"bank": "20", "accountNumber": "10020003000117", "holderName": "Kim"} | 200 CANCELED
            {"bank": "ZZ", "accountNumber": "10020003000117", "holderName": "Kim"} | 400 INVALID_BANK
            {"bank": "20", "accountNumber": "1002-0003", "holderName": "Kim"}      | 400 INVALID_REFUND_ACCOUNT_NUMBER
            {"bank": "20", "accountNumber": "10020003000117"}                      | 400 INVALID_REFUND_ACCOUNT_INFO
            null                                                                   | 400 INVALID_REFUND_ACCOUNT_INFO
            """)
    void afterTheDepositTheMoneyNeedsAnAccountToGoBackTo(String account, String gist) {
        String paymentKey = waiting().path("paymentKey").asString();
        merchant.sim("POST", "deposits", order());

        String body = "{\"cancelReason\": \"x\", \"refundReceiveAccount\": " + account + "}";

        assertThat(merchant.cancel(paymentKey, body, "cancel-1").gist()).isEqualTo(gist);
        assertThat(merchant.truth(ORDER).path("cancels").asInt()).isEqualTo(gist.startsWith("200") ? 1 : 0);
    }

    @Test
    void theListOfTransactionsShowsTheAccountTheDepositAndTheRefund() {
        String paymentKey = waiting().path("paymentKey").asString();
        merchant.sim("POST", "deposits", order());
        merchant.cancel(paymentKey, REFUND, "cancel-1");

        JsonNode rows = merchant.send(merchant.signed("/v1/transactions?startDate=2026-11-04&endDate=2026-11-05")
                        .GET())
                .json();

        assertThat(rows.valueStream().map(row -> row.path("status").asString() + " " + row.path("amount")))
                .containsExactly("WAITING_FOR_DEPOSIT 0", "DONE 39000", "CANCELED 39000");
    }

    private JsonNode waiting() {
        String paymentKey = merchant.sim("POST", "payments", """
                {"psp": "TOSS", "orderId": "%s", "amount": 39000, "currency": "KRW", "method": "VIRTUAL_ACCOUNT"}""".formatted(ORDER))
                .json()
                .path("paymentKey")
                .asString();
        return merchant.confirm(paymentKey, ORDER, 39_000, "key-1").json();
    }

    private int captures() {
        return merchant.truth(ORDER).path("captures").asInt();
    }

    private static String order() {
        return "{\"orderId\": \"" + ORDER + "\"}";
    }
}
