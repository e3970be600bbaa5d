package dev.paysaga.psp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CancelTest extends SimulatorTest {

    private static final String ALL = """
            {"cancelReason": "Order withdrawn"}""";

    @Test
    void aFullCancelEmptiesThePayment() {
        String paymentKey = approved();

        JsonNode body = merchant.cancel(paymentKey, ALL, "cancel-1").json();

        assertThat(body.path("status").asString()).isEqualTo("CANCELED");
        assertThat(body.path("totalAmount").asLong()).isEqualTo(39_000);
        assertThat(body.path("balanceAmount").asLong()).isZero();
        assertThat(body.path("vat").asLong()).isZero();
        assertThat(body.path("cancels").size()).isEqualTo(1);
        assertThat(merchant.cancel(paymentKey, ALL, "cancel-2").gist()).isEqualTo("400 ALREADY_CANCELED_PAYMENT");
        assertThat(merchant.truth(ORDER).path("cancels").asInt()).isEqualTo(1);
        assertThat(merchant.truth(ORDER).path("canceledAmount").asLong()).isEqualTo(39_000);
    }

    @Test
    void partsLeaveItPartiallyCanceledEvenWhenNothingIsLeft() {
        String paymentKey = approved();
        String approval = lastTransaction(paymentKey);

        JsonNode part = merchant.cancel(paymentKey, part(9_000), "cancel-1").json();
        JsonNode rest = merchant.cancel(paymentKey, ALL, "cancel-2").json();

        assertThat(part.path("status").asString()).isEqualTo("PARTIAL_CANCELED");
        assertThat(part.path("balanceAmount").asLong()).isEqualTo(30_000);
        assertThat(part.path("suppliedAmount").asLong()).isEqualTo(27_273);
        assertThat(part.path("vat").asLong()).isEqualTo(2_727);
        assertThat(part.path("lastTransactionKey").asString())
                .isNotEqualTo(approval)
                .isEqualTo(part.path("cancels").path(0).path("transactionKey").asString());
        assertThat(rest.path("status").asString()).isEqualTo("PARTIAL_CANCELED");
        assertThat(rest.path("balanceAmount").asLong()).isZero();
        assertThat(rest.path("cancels").path(0).path("refundableAmount").asLong())
                .isEqualTo(30_000);
        assertThat(rest.path("cancels").path(1).path("refundableAmount").asLong())
                .isZero();
        assertThat(merchant.cancel(paymentKey, ALL, "cancel-3").gist()).isEqualTo("403 NOT_CANCELABLE_AMOUNT");
        assertThat(merchant.truth(ORDER).path("cancels").asInt()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"cancelReason": "x", "cancelAmount": 39000}                             | 200 CANCELED
            {"cancelReason": "x", "cancelAmount": 38999}                             | 200 PARTIAL_CANCELED
            {"cancelReason": "x", "cancelAmount": 39001}                             | 403 NOT_CANCELABLE_AMOUNT
            {"cancelReason": "x", "cancelAmount": 9000, "refundableAmount": 39000}   | 200 PARTIAL_CANCELED
            {"cancelReason": "x", "cancelAmount": 9000, "refundableAmount": 30000}   | 400 NOT_MATCHES_REFUNDABLE_AMOUNT
            {"cancelReason": "x", "currency": "KRW"}                                 | 200 CANCELED
            {"cancelReason": "x", "currency": "USD"}                                 | 400 INVALID_REQUEST
            {"cancelReason": "x", "cancelAmount": 0}                                 | 400 INVALID_REQUEST
            {"cancelReason": "x", "cancelAmount": -1}                                | 400 INVALID_REQUEST
            {"cancelReason": "x", "cancelAmount": 1.5}                               | 400 INVALID_REQUEST
            {"cancelReason": "x", "cancelAmount": "9000"}                            | 400 INVALID_REQUEST
            {"cancelReason": "", "cancelAmount": 9000}                               | 400 INVALID_REQUEST
            {"cancelAmount": 9000}                                                   | 400 INVALID_REQUEST
            not json                                                                 | 400 INVALID_REQUEST
            """)
    void answersByTheContract(String body, String gist) {
        String paymentKey = approved();

        assertThat(merchant.cancel(paymentKey, body, "cancel-1").gist()).isEqualTo(gist);
        assertThat(merchant.truth(ORDER).path("cancels").asInt()).isEqualTo(gist.startsWith("200") ? 1 : 0);
    }

    @Test
    void onlyApprovedPaymentsCanBeCanceled() {
        String paymentKey = merchant.pay(ORDER, 39_000);

        assertThat(merchant.cancel(paymentKey, ALL, null).gist()).isEqualTo("403 NOT_CANCELABLE_PAYMENT");
        assertThat(merchant.cancel("simpgnone", ALL, null).gist()).isEqualTo("404 NOT_FOUND_PAYMENT");
    }

    private String approved() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "confirm-1").gist())
                .isEqualTo("200 DONE");
        return paymentKey;
    }

    private String lastTransaction(String paymentKey) {
        return merchant.lookup(paymentKey).json().path("lastTransactionKey").asString();
    }

    private static String part(long amount) {
        return """
                {"cancelReason": "Out of stock", "cancelAmount": %d}""".formatted(amount);
    }
}
