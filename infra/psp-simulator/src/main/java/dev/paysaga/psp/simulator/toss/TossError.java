package dev.paysaga.psp.simulator.toss;

import dev.paysaga.psp.simulator.truth.Answer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A refusal in the provider's words.
 *
 * @param code what a client decides on; the status is no reliable signal
 */
public record TossError(int status, String code, String message) implements Answer {

    @Override
    public String body() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", code)
                .put("message", message)
                .toString();
    }

    private static final Map<String, TossError> CATALOGUE = catalogue();

    public static final TossError INVALID_REQUEST = known("INVALID_REQUEST", "The request is not valid.");
    public static final TossError INVALID_API_KEY =
            known("INVALID_API_KEY", "The key is a client key, or one of another environment.");
    public static final TossError UNAUTHORIZED_KEY = known("UNAUTHORIZED_KEY", "The secret key is not known.");
    public static final TossError INCORRECT_BASIC_AUTH_FORMAT =
            known("INCORRECT_BASIC_AUTH_FORMAT", "Send 'Basic ' and the base64 of the secret key and a colon.");
    public static final TossError INVALID_TEST_CODE = known("INVALID_TEST_CODE", "The test code is not an error code.");
    public static final TossError INVALID_IDEMPOTENCY_KEY =
            known("INVALID_IDEMPOTENCY_KEY", "An idempotency key has 1 to 300 characters.");
    public static final TossError IDEMPOTENT_REQUEST_PROCESSING =
            known("IDEMPOTENT_REQUEST_PROCESSING", "The first request with this key is still running.");
    public static final TossError NOT_FOUND = known("NOT_FOUND", "There is nothing at this address.");
    public static final TossError NOT_FOUND_PAYMENT = known("NOT_FOUND_PAYMENT", "There is no such payment.");
    public static final TossError NOT_FOUND_PAYMENT_SESSION =
            known("NOT_FOUND_PAYMENT_SESSION", "The approval window has passed, or never was.");
    public static final TossError ALREADY_PROCESSED_PAYMENT =
            known("ALREADY_PROCESSED_PAYMENT", "The payment has been processed already.");
    public static final TossError ALREADY_PROCESSING_REQUEST =
            known("ALREADY_PROCESSING_REQUEST", "Another request for this payment is running.");
    public static final TossError REJECT_CARD_PAYMENT =
            known("REJECT_CARD_PAYMENT", "The limit is exceeded or the balance is too low.");
    public static final TossError PROVIDER_ERROR = known("PROVIDER_ERROR", "A temporary error. Try again later.");
    public static final TossError FAILED_INTERNAL_SYSTEM_PROCESSING =
            known("FAILED_INTERNAL_SYSTEM_PROCESSING", "The internal processing failed.");
    public static final TossError UNKNOWN_PAYMENT_ERROR =
            known("UNKNOWN_PAYMENT_ERROR", "The payment failed, reason unknown.");
    public static final TossError FAILED_REFUND_PROCESS =
            known("FAILED_REFUND_PROCESS", "The refund failed, reason unknown.");
    public static final TossError COMMON_ERROR = known("COMMON_ERROR", "The simulator itself failed; see its log.");
    public static final TossError ALREADY_CANCELED_PAYMENT =
            known("ALREADY_CANCELED_PAYMENT", "The payment has been cancelled already.");
    public static final TossError NOT_CANCELABLE_PAYMENT =
            known("NOT_CANCELABLE_PAYMENT", "A payment in this state cannot be cancelled.");
    public static final TossError NOT_CANCELABLE_AMOUNT =
            known("NOT_CANCELABLE_AMOUNT", "The amount is more than what is left to cancel.");
    public static final TossError NOT_MATCHES_REFUNDABLE_AMOUNT =
            known("NOT_MATCHES_REFUNDABLE_AMOUNT", "The refundable amount is not what is left. Nothing was cancelled.");
    public static final TossError EXCEED_MAX_REFUND_DUE =
            known("EXCEED_MAX_REFUND_DUE", "The time in which a refund is possible has passed.");
    public static final TossError NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT = known(
            "NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT",
            "Before the deposit the whole payment is cancelled, or nothing.");
    public static final TossError INVALID_REFUND_ACCOUNT_INFO =
            known("INVALID_REFUND_ACCOUNT_INFO", "A paid virtual account needs an account to give the money back to.");
    public static final TossError INVALID_REFUND_ACCOUNT_NUMBER =
            known("INVALID_REFUND_ACCOUNT_NUMBER", "An account number has 1 to 20 digits.");
    public static final TossError INVALID_BANK = known("INVALID_BANK", "The bank is not known.");
    /** The provider documents the status alone; this code is ours. */
    public static final TossError TOO_MANY_REQUESTS = new TossError(429, "TOO_MANY_REQUESTS", "Too many requests.");

    /** The error that a test code stands for. */
    public static Optional<TossError> withCode(String code) {
        return Optional.ofNullable(CATALOGUE.get(code));
    }

    private static TossError known(String code, String message) {
        TossError listed = CATALOGUE.get(code);
        if (listed == null) {
            throw new IllegalArgumentException("Not in the catalogue: " + code);
        }
        return new TossError(listed.status(), code, message);
    }

    private static Map<String, TossError> catalogue() {
        Map<String, TossError> all = new HashMap<>();
        list(all, 400, """
                ALREADY_PROCESSED_PAYMENT ALREADY_PROCESSING_REQUEST INVALID_IDEMPOTENCY_KEY PROVIDER_ERROR
                CARD_PROCESSING_ERROR UNAPPROVED_ORDER_ID NOT_AVAILABLE_PAYMENT INVALID_REJECT_CARD
                INVALID_STOPPED_CARD INVALID_CARD_EXPIRATION INVALID_CARD_NUMBER INVALID_CARD_LOST_OR_STOLEN
                INVALID_CARD_INSTALLMENT_PLAN EXCEED_MAX_CARD_INSTALLMENT_PLAN
                NOT_SUPPORTED_INSTALLMENT_PLAN_CARD_OR_MERCHANT NOT_SUPPORTED_MONTHLY_INSTALLMENT_PLAN
                NOT_SUPPORTED_MONTHLY_INSTALLMENT_PLAN_BELOW_AMOUNT NOT_ALLOWED_POINT_USE BELOW_MINIMUM_AMOUNT
                EXCEED_MAX_AMOUNT EXCEED_MAX_DAILY_PAYMENT_COUNT EXCEED_MAX_PAYMENT_AMOUNT
                EXCEED_MAX_MONTHLY_PAYMENT_AMOUNT EXCEED_MAX_ONE_DAY_WITHDRAW_AMOUNT
                EXCEED_MAX_ONE_TIME_WITHDRAW_AMOUNT RESTRICTED_TRANSFER_ACCOUNT INVALID_ACCOUNT_INFO_RE_REGISTER
                INVALID_AUTHORIZE_AUTH INVALID_REQUEST INVALID_API_KEY NOT_FOUND_TERMINAL_ID
                INVALID_UNREGISTERED_SUBMALL NOT_REGISTERED_BUSINESS DUPLICATED_ORDER_ID INVALID_TEST_CODE
                ALREADY_CANCELED_PAYMENT ALREADY_REFUND_PAYMENT NOT_MATCHES_REFUNDABLE_AMOUNT
                INVALID_REFUND_ACCOUNT_INFO INVALID_REFUND_ACCOUNT_NUMBER INVALID_BANK
                EXCEED_CANCEL_AMOUNT_DISCOUNT_AMOUNT REFUND_REJECTED FORBIDDEN_BANK_REFUND_REQUEST
                """);
        list(all, 401, "UNAUTHORIZED_KEY");
        list(all, 403, """
                REJECT_CARD_PAYMENT REJECT_CARD_COMPANY REJECT_ACCOUNT_PAYMENT REJECT_TOSSPAY_INVALID_ACCOUNT
                EXCEED_MAX_AUTH_COUNT EXCEED_MAX_ONE_DAY_AMOUNT INVALID_PASSWORD FDS_ERROR NOT_AVAILABLE_BANK
                FORBIDDEN_REQUEST INCORRECT_BASIC_AUTH_FORMAT NOT_CANCELABLE_AMOUNT NOT_CANCELABLE_PAYMENT
                NOT_CANCELABLE_PAYMENT_FOR_DORMANT_USER EXCEED_MAX_REFUND_DUE EXCEED_CANCEL_LIMIT
                NOT_ALLOWED_PARTIAL_REFUND NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT FORBIDDEN_CONSECUTIVE_REQUEST
                """);
        list(all, 404, "NOT_FOUND NOT_FOUND_PAYMENT NOT_FOUND_PAYMENT_SESSION");
        list(all, 409, "IDEMPOTENT_REQUEST_PROCESSING");
        list(all, 500, """
                FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING FAILED_INTERNAL_SYSTEM_PROCESSING UNKNOWN_PAYMENT_ERROR
                FAILED_REFUND_PROCESS FAILED_METHOD_HANDLING_CANCEL FAILED_PARTIAL_REFUND COMMON_ERROR
                """);
        return Collections.unmodifiableMap(all);
    }

    private static void list(Map<String, TossError> all, int status, String codes) {
        for (String code : codes.strip().split("\\s+")) {
            all.put(code, new TossError(status, code, "Asked for by a test code: " + code + "."));
        }
    }
}
