package dev.paysaga.payment.psp;

import static dev.paysaga.payment.domain.ConfirmOutcome.Resend.NEW_KEY;
import static dev.paysaga.payment.domain.ConfirmOutcome.Resend.SAME_KEY;

import dev.paysaga.payment.domain.CancelOutcome;
import dev.paysaga.payment.domain.CancelOutcome.ConfigError;
import dev.paysaga.payment.domain.CancelOutcome.Declined;
import dev.paysaga.payment.domain.CancelOutcome.InFlight;
import dev.paysaga.payment.domain.CancelOutcome.Unknown;
import java.util.Set;

/**
 * What Toss's error codes on a cancel mean for the money. Decided by the code alone, as on a confirm.
 *
 * <p>Source: Toss Payments, error codes of "cancel a payment" as listed in September 2026. A code that is not listed here
 * is unknown, never a decline.
 */
final class TossCancelErrors {

    /** Final refusals of this cancel: a human must find another way for the money. */
    private static final Set<String> DECLINED = Set.of(
            "INVALID_REFUND_ACCOUNT_INFO",
            "INVALID_REFUND_ACCOUNT_NUMBER",
            "INVALID_BANK",
            "EXCEED_CANCEL_AMOUNT_DISCOUNT_AMOUNT",
            "INVALID_REQUEST",
            "REFUND_REJECTED",
            "FORBIDDEN_BANK_REFUND_REQUEST",
            "NOT_CANCELABLE_PAYMENT",
            "NOT_CANCELABLE_PAYMENT_FOR_DORMANT_USER",
            "EXCEED_MAX_REFUND_DUE",
            "EXCEED_CANCEL_LIMIT",
            "NOT_ALLOWED_PARTIAL_REFUND",
            "NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT",
            "NOT_FOUND_PAYMENT");

    private static final Set<String> CONFIG = Set.of(
            "INVALID_API_KEY",
            "UNAUTHORIZED_KEY",
            "FORBIDDEN_REQUEST",
            "INCORRECT_BASIC_AUTH_FORMAT",
            "INVALID_IDEMPOTENCY_KEY");

    private TossCancelErrors() {}

    static CancelOutcome outcome(String code, String message) {
        if (DECLINED.contains(code)) {
            return new Declined(code, message);
        }
        if (CONFIG.contains(code)) {
            return new ConfigError(code, message);
        }
        return switch (code) {
            case "IDEMPOTENT_REQUEST_PROCESSING" -> new InFlight(code, SAME_KEY);
            // Canceled already, perhaps by this very cancel (ALREADY_CANCELED_PAYMENT, ALREADY_REFUND_PAYMENT,
            // NOT_CANCELABLE_AMOUNT); another remainder than ours (NOT_MATCHES_REFUNDABLE_AMOUNT: nothing was done);
            // temporary; or never heard of. A look tells, and then only another key gets another answer.
            default -> new Unknown(code, message, NEW_KEY);
        };
    }
}
