package dev.paysaga.checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.checkout.payment.CancelAnswer.Refusal;
import dev.paysaga.checkout.payment.PaymentView.Failure;
import dev.paysaga.checkout.payment.PaymentView.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class CancelAnswerTest {

    @ParameterizedTest
    @CsvSource({
        "NOT_STARTED, Accepted",
        "EXECUTING,   Accepted",
        "UNKNOWN,     Accepted",
        "SUCCESS,     GivenBack",
        "FAILURE,     Declined"
    })
    void onlySuccessAndFailureAreOutcomes(Status status, String meaning) {
        assertThat(CancelAnswer.of(new CancellationView(17, 1000, status, new Failure("CODE", "Why.")))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({
        "404, payment-not-found,        NotNow",
        "429, '',                       NotNow",
        "500, internal-error,           NotNow",
        "503, temporarily-unavailable,  NotNow",
        "409, payment-unresolved,       NotNow",
        "409, nothing-to-cancel,        Refused",
        "409, exceeds-remaining,        Refused",
        "409, request-in-progress,      Refused",
        "400, invalid-request,          Refused",
        "422, idempotency-key-reused,   Refused",
        "409, something-else,           NotUnderstood",
        "401, token-required,           NotUnderstood",
        "403, not-allowed,              NotUnderstood"
    })
    void aBuyerHearsOfRefusalsThatAreAboutTheRequest(int status, String type, String meaning) {
        assertThat(CancelAnswer.ofRefusal(status, new Refusal("urn:paysaga:problem:" + type, "T", "D", null))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(meaning);
    }

    @Test
    void aProblemMayLackAnything() {
        assertThat(JsonMapper.shared().readValue("{\"status\": 409}", Refusal.class))
                .isEqualTo(new Refusal("", "", "", null));
    }
}
