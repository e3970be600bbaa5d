package dev.paysaga.payment.psp;

import static dev.paysaga.payment.domain.ConfirmOutcome.Resend.NEW_KEY;
import static dev.paysaga.payment.domain.ConfirmOutcome.Resend.SAME_KEY;

import dev.paysaga.payment.domain.CancelOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome;
import dev.paysaga.payment.domain.LookupOutcome;
import java.util.Set;

/**
 * What PortOne's error types mean for the money. Decided by the type alone.
 *
 * <p>Source: PortOne's API version 2 as published in August 2026; {@code IDEMPOTENCY_OUTSTANDING_REQUEST} stands in its
 * guide to idempotency only. A type that is not listed here is unknown, never a decline. {@code PG_PROVIDER} carries what
 * the payment gateway behind PortOne said, which may be a refusal or a passing trouble: PortOne's own account of the
 * payment tells.
 */
final class PortOneErrors {

    private static final Set<String> CONFIG = Set.of("UNAUTHORIZED", "FORBIDDEN");

    private static final Set<String> CONFIRM_DECLINED =
            Set.of("INVALID_REQUEST", "INVALID_PAYMENT_TOKEN", "INFORMATION_MISMATCH", "PAYMENT_NOT_FOUND");

    private static final Set<String> CANCEL_DECLINED = Set.of(
            "PAYMENT_NOT_PAID",
            "CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT",
            "CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT",
            "CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT",
            "SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT",
            "MAX_CANCEL_COUNT_REACHED",
            "INVALID_REQUEST",
            "NEGATIVE_PROMOTION_ADJUSTED_CANCEL_AMOUNT",
            "PROMOTION_DISCOUNT_RETAIN_OPTION_SHOULD_NOT_BE_CHANGED",
            "PAYMENT_NOT_FOUND");

    private PortOneErrors() {}

    static ConfirmOutcome confirm(String type, String message) {
        if (CONFIRM_DECLINED.contains(type)) {
            return new ConfirmOutcome.Declined(type, message);
        }
        if (CONFIG.contains(type)) {
            return new ConfirmOutcome.ConfigError(type, message);
        }
        return "IDEMPOTENCY_OUTSTANDING_REQUEST".equals(type)
                ? new ConfirmOutcome.InFlight(type, SAME_KEY)
                : new ConfirmOutcome.Unknown(type, message, NEW_KEY);
    }

    /**
     * Whether PortOne's account of the payment is read before its error on a confirm is believed: the payment may have
     * been taken before we asked (automatic capture), or have ended.
     */
    static boolean isSettledByReading(String type) {
        return CONFIRM_DECLINED.contains(type) || "ALREADY_PAID".equals(type) || "PG_PROVIDER".equals(type);
    }

    static CancelOutcome cancel(String type, String message) {
        if (CANCEL_DECLINED.contains(type)) {
            return new CancelOutcome.Declined(type, message);
        }
        if (CONFIG.contains(type)) {
            return new CancelOutcome.ConfigError(type, message);
        }
        // The others listed: PAYMENT_ALREADY_CANCELLED (perhaps by this very cancel), PG_PROVIDER, and
        // CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN (another remainder than ours).
        return "IDEMPOTENCY_OUTSTANDING_REQUEST".equals(type)
                ? new CancelOutcome.InFlight(type, SAME_KEY)
                : new CancelOutcome.Unknown(type, message, NEW_KEY);
    }

    static LookupOutcome lookup(String type, String message) {
        if ("PAYMENT_NOT_FOUND".equals(type)) {
            return new LookupOutcome.NotFound(type);
        }
        return CONFIG.contains(type)
                ? new LookupOutcome.ConfigError(type, message)
                : new LookupOutcome.NoAnswer(type + ": " + message);
    }
}
