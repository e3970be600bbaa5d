package dev.paysaga.payment.psp;

import static dev.paysaga.payment.domain.ConfirmOutcome.Resend.NEW_KEY;
import static dev.paysaga.payment.domain.ConfirmOutcome.Resend.SAME_KEY;

import dev.paysaga.payment.domain.ConfirmOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome.ConfigError;
import dev.paysaga.payment.domain.ConfirmOutcome.Declined;
import dev.paysaga.payment.domain.ConfirmOutcome.InFlight;
import dev.paysaga.payment.domain.ConfirmOutcome.Unknown;
import java.util.Set;

/**
 * What Toss's error codes on a confirm mean for the money. Decided by the code alone: the HTTP status is not a reliable
 * signal, and the messages are localised.
 *
 * <p>Source: Toss Payments, error codes of "confirm a payment" as listed in September 2026. A code that is not listed
 * here is unknown, never a decline.
 */
final class TossConfirmErrors {

    /** Final refusals of this payment. */
    private static final Set<String> DECLINED = Set.of(
            "REJECT_CARD_PAYMENT",
            "REJECT_CARD_COMPANY",
            "REJECT_ACCOUNT_PAYMENT",
            "REJECT_TOSSPAY_INVALID_ACCOUNT",
            "EXCEED_MAX_AUTH_COUNT",
            "EXCEED_MAX_ONE_DAY_AMOUNT",
            "INVALID_PASSWORD",
            "FDS_ERROR",
            "INVALID_REJECT_CARD",
            "INVALID_STOPPED_CARD",
            "INVALID_CARD_EXPIRATION",
            "INVALID_CARD_NUMBER",
            "INVALID_CARD_LOST_OR_STOLEN",
            "INVALID_CARD_INSTALLMENT_PLAN",
            "EXCEED_MAX_CARD_INSTALLMENT_PLAN",
            "NOT_SUPPORTED_INSTALLMENT_PLAN_CARD_OR_MERCHANT",
            "NOT_SUPPORTED_MONTHLY_INSTALLMENT_PLAN",
            "NOT_ALLOWED_POINT_USE",
            "BELOW_MINIMUM_AMOUNT",
            "EXCEED_MAX_AMOUNT",
            "EXCEED_MAX_DAILY_PAYMENT_COUNT",
            "EXCEED_MAX_PAYMENT_AMOUNT",
            "EXCEED_MAX_MONTHLY_PAYMENT_AMOUNT",
            "EXCEED_MAX_ONE_DAY_WITHDRAW_AMOUNT",
            "EXCEED_MAX_ONE_TIME_WITHDRAW_AMOUNT",
            "RESTRICTED_TRANSFER_ACCOUNT",
            "INVALID_ACCOUNT_INFO_RE_REGISTER",
            "INVALID_AUTHORIZE_AUTH",
            "INVALID_REQUEST",
            // Time-of-day refusals outlive the ten minutes in which a payment can be confirmed.
            "NOT_AVAILABLE_PAYMENT",
            "NOT_AVAILABLE_BANK",
            // The payment ran out of its time, or never was.
            "NOT_FOUND_PAYMENT",
            "NOT_FOUND_PAYMENT_SESSION");

    /** Our keys or our contract are wrong: nothing was executed, and a human must repair it. */
    private static final Set<String> CONFIG = Set.of(
            "INVALID_API_KEY",
            "NOT_FOUND_TERMINAL_ID",
            "INVALID_UNREGISTERED_SUBMALL",
            "NOT_REGISTERED_BUSINESS",
            "UNAUTHORIZED_KEY",
            "FORBIDDEN_REQUEST",
            "INCORRECT_BASIC_AUTH_FORMAT",
            "INVALID_IDEMPOTENCY_KEY");

    private TossConfirmErrors() {}

    static ConfirmOutcome outcome(String code, String message) {
        if (DECLINED.contains(code)) {
            return new Declined(code, message);
        }
        if (CONFIG.contains(code)) {
            return new ConfigError(code, message);
        }
        return switch (code) {
            // About the key: the first request with it is still running, and its answer will be had under it.
            case "IDEMPOTENT_REQUEST_PROCESSING" -> new InFlight(code, SAME_KEY);
            // About the payment: Toss keeps this very answer with the key.
            case "ALREADY_PROCESSING_REQUEST" -> new InFlight(code, NEW_KEY);
            // Temporary, ours to look at, or never heard of: look first, then another key gets another answer.
            default -> new Unknown(code, message, NEW_KEY);
        };
    }
}
