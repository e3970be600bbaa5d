package dev.paysaga.psp.simulator.portone;

import dev.paysaga.psp.simulator.call.Trouble;
import dev.paysaga.psp.simulator.scenario.Step;
import org.jspecify.annotations.Nullable;

/** How PortOne says that something is wrong: most of it in the words of the provider behind it. */
final class PortOneWords {

    private PortOneWords() {}

    static PortOneError of(Trouble trouble, @Nullable Step step) {
        return switch (trouble) {
            case KEY_REFUSED -> PortOneError.UNAUTHORIZED;
            case DECLINED -> PortOneError.pgProvider("REJECT_CARD_PAYMENT");
            case INTERNAL_ERROR, BROKEN -> PortOneError.INTERNAL_SERVER_ERROR;
            case UNKNOWN_ERROR ->
                PortOneError.pgProvider(step == Step.CANCEL ? "FAILED_REFUND_PROCESS" : "UNKNOWN_PAYMENT_ERROR");
            case TEMPORARY -> PortOneError.pgProvider("PROVIDER_ERROR");
            case IDEMPOTENCY_KEY_MALFORMED -> PortOneError.INVALID_REQUEST;
            case IDEMPOTENCY_KEY_BUSY -> PortOneError.IDEMPOTENCY_OUTSTANDING_REQUEST;
            case PAYMENT_BUSY -> PortOneError.pgProvider("ALREADY_PROCESSING_REQUEST");
            case WINDOW_PASSED -> PortOneError.INVALID_PAYMENT_TOKEN;
            case AMOUNT_REFUSED -> PortOneError.INFORMATION_MISMATCH;
            case TOO_MANY_REQUESTS -> PortOneError.TOO_MANY_REQUESTS;
            case TOO_LATE_FOR_REFUND -> PortOneError.pgProvider("EXCEED_MAX_REFUND_DUE");
        };
    }
}
