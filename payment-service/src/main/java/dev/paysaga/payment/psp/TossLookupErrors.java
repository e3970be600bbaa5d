package dev.paysaga.payment.psp;

import dev.paysaga.payment.domain.LookupOutcome;
import dev.paysaga.payment.domain.LookupOutcome.ConfigError;
import dev.paysaga.payment.domain.LookupOutcome.NoAnswer;
import dev.paysaga.payment.domain.LookupOutcome.NotFound;

/**
 * What Toss's error codes on a look mean. Only one of them says that there is no such payment; {@code NOT_FOUND} says no
 * more than that there is nothing at that address, which a wrong base address brings about too.
 *
 * <p>Source: Toss Payments, error codes of "look up a payment" as listed in September 2026.
 */
final class TossLookupErrors {

    private TossLookupErrors() {}

    static LookupOutcome outcome(String code, String message) {
        return switch (code) {
            // A payment that waits for its confirm may not be visible yet.
            case "NOT_FOUND_PAYMENT" -> new NotFound(code);
            case "UNAUTHORIZED_KEY", "INCORRECT_BASIC_AUTH_FORMAT", "INVALID_API_KEY", "FORBIDDEN_REQUEST" ->
                new ConfigError(code, message);
            // Among them FORBIDDEN_CONSECUTIVE_REQUEST: looked at too often in too short a time.
            default -> new NoAnswer(code + ": " + message);
        };
    }
}
