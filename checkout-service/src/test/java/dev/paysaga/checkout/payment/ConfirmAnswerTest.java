package dev.paysaga.checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paysaga.checkout.payment.PaymentView.Failure;
import dev.paysaga.checkout.payment.PaymentView.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

class ConfirmAnswerTest {

    @ParameterizedTest
    @CsvSource({
        "NOT_STARTED, Undecided",
        "EXECUTING,   Undecided",
        "UNKNOWN,     Undecided",
        "SUCCESS,     Approved",
        "FAILURE,     Declined"
    })
    void onlySuccessAndFailureAreOutcomes(Status status, String meaning) {
        assertThat(ConfirmAnswer.of(payment(status, new Failure("CODE", "Why.")))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(meaning);
    }

    @Test
    void aDepositIsAwaited() {
        var dueAt = Instant.parse("2026-11-11T01:15:00Z");

        assertThat(ConfirmAnswer.of(new PaymentView(
                        "ord_test", "TOSS", "test_key", Status.EXECUTING, null, dueAt, false, List.of())))
                .isEqualTo(new ConfirmAnswer.WaitingForDeposit(dueAt));
    }

    @Test
    void aRefusalSaysWhy() {
        assertThat(ConfirmAnswer.of(payment(Status.FAILURE, new Failure("CODE", "Why."))))
                .isEqualTo(new ConfirmAnswer.Declined("CODE", "Why."));
        assertThat(ConfirmAnswer.of(payment(Status.FAILURE, null)))
                .isEqualTo(new ConfirmAnswer.Declined("PAYMENT_DECLINED", "The payment was declined."));
    }

    @ParameterizedTest
    @CsvSource({
        "404, urn:paysaga:problem:payment-not-found,     NotNow",
        "429, '',                                        NotNow",
        "500, urn:paysaga:problem:internal-error,        NotNow",
        "503, urn:paysaga:problem:temporarily-unavailable, NotNow",
        "409, urn:paysaga:problem:payment-key-mismatch,  OtherKey",
        "409, urn:paysaga:problem:something-else,        Refused",
        "400, urn:paysaga:problem:invalid-request,       Refused",
        "401, urn:paysaga:problem:token-required,        Refused"
    })
    void whatMaySucceedLaterIsTriedAgain(int status, String type, String meaning) {
        assertThat(ConfirmAnswer.ofRefusal(status, "{\"type\":\"" + type + "\"}")
                        .getClass()
                        .getSimpleName())
                .isEqualTo(meaning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'status':null,'paymentOrders':[]}",
                "{'status':'SUCCESS'}",
                "{'status':'FAILURE','failure':{'code':'CODE'},'paymentOrders':[]}",
                "{'status':'MAYBE','paymentOrders':[]}"
            })
    void anAnswerThatLacksTheAnswerIsNone(String body) {
        assertThatThrownBy(() -> JsonMapper.shared().readValue(body.replace('\'', '"'), PaymentView.class))
                .isInstanceOf(DatabindException.class);
    }

    private static PaymentView payment(Status status, @Nullable Failure failure) {
        return new PaymentView("ord_test", "TOSS", "test_key", status, failure, null, false, List.of());
    }
}
