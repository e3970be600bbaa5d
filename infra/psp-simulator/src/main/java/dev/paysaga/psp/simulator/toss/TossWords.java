package dev.paysaga.psp.simulator.toss;

import dev.paysaga.psp.simulator.call.Trouble;
import dev.paysaga.psp.simulator.scenario.Step;
import org.jspecify.annotations.Nullable;

/** How Toss says that something is wrong. */
final class TossWords {

    private TossWords() {}

    static TossError of(Trouble trouble, @Nullable Step step) {
        return switch (trouble) {
            case KEY_REFUSED -> TossError.UNAUTHORIZED_KEY;
            case DECLINED -> TossError.REJECT_CARD_PAYMENT;
            case INTERNAL_ERROR -> TossError.FAILED_INTERNAL_SYSTEM_PROCESSING;
            case UNKNOWN_ERROR ->
                step == Step.CANCEL ? TossError.FAILED_REFUND_PROCESS : TossError.UNKNOWN_PAYMENT_ERROR;
            case TEMPORARY -> TossError.PROVIDER_ERROR;
            case IDEMPOTENCY_KEY_MALFORMED -> TossError.INVALID_IDEMPOTENCY_KEY;
            case IDEMPOTENCY_KEY_BUSY -> TossError.IDEMPOTENT_REQUEST_PROCESSING;
            case PAYMENT_BUSY -> TossError.ALREADY_PROCESSING_REQUEST;
            case WINDOW_PASSED -> TossError.NOT_FOUND_PAYMENT_SESSION;
            case AMOUNT_REFUSED -> TossError.INVALID_REQUEST;
            case TOO_MANY_REQUESTS -> TossError.TOO_MANY_REQUESTS;
            case TOO_LATE_FOR_REFUND -> TossError.EXCEED_MAX_REFUND_DUE;
            case BROKEN -> TossError.COMMON_ERROR;
        };
    }
}
