package dev.paysaga.checkout.cancel;

import dev.paysaga.checkout.payment.CancelAnswer.Refusal;
import dev.paysaga.checkout.payment.CancelAnswer.Refused;
import dev.paysaga.http.FieldError;
import dev.paysaga.http.Problem;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;

/** Why a cancel is not done, in words for the buyer's client. */
final class Refusals {

    private static final String TYPES = "urn:paysaga:problem:";
    private static final String NOTHING_TO_CANCEL = "nothing-to-cancel";

    private Refusals() {}

    static Problem inProgress() {
        return Problem.of(
                        HttpStatus.CONFLICT,
                        "checkout-in-progress",
                        "The checkout is being paid",
                        "Its payment has no outcome yet. Send the same cancel again when it has one.")
                .retryAfter(Duration.ofSeconds(1));
    }

    static Problem nothingToCancel() {
        return Problem.of(
                HttpStatus.CONFLICT,
                NOTHING_TO_CANCEL,
                "There is nothing to cancel",
                "No money of this checkout is left with us. To give up one that is not paid, leave amount and sellerId"
                        + " out.");
    }

    static Problem notAllowed() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "cancel-not-allowed",
                "The checkout can no longer be canceled",
                "Buyers cannot take back what is paid in this state; nothing has been changed. Ask the shop.");
    }

    static Problem declined(String code, String message) {
        return Problem.of(
                HttpStatus.CONFLICT, "cancel-declined", "The provider gives nothing back", code + ": " + message);
    }

    static Problem notNow() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "temporarily-unavailable",
                        "The cancel cannot be done just now",
                        "Send the same request again in a few seconds, with the same Idempotency-Key; it is done once.")
                .retryAfter(Duration.ofSeconds(2));
    }

    static boolean isNothingToCancel(Refused refused) {
        return refused.problem().type().equals(TYPES + NOTHING_TO_CANCEL);
    }

    /** The same problem, its fields being ours too. */
    static Problem passedOn(Refused refused) {
        Refusal problem = refused.problem();
        HttpStatus status = HttpStatus.valueOf(refused.status());
        String type = problem.type().substring(TYPES.length());
        List<FieldError> errors = problem.errors().stream()
                .map(error -> new FieldError(error.field(), error.message()))
                .toList();
        if (errors.isEmpty()) {
            return Problem.of(status, type, problem.title(), problem.detail());
        }
        return status == HttpStatus.BAD_REQUEST
                ? Problem.invalid(errors)
                : Problem.field(
                        status,
                        type,
                        problem.title(),
                        errors.getFirst().field(),
                        errors.getFirst().message());
    }
}
