package dev.paysaga.payment.saga;

import org.springframework.stereotype.Component;

/**
 * Asks the provider what has become of a payment and acts on that answer alone, whatever made us ask: recovery, a
 * webhook, an operator.
 */
@Component
public class LookAtProvider {

    /**
     * Looks now. Calls the provider, so never inside a transaction.
     *
     * @return what came of it
     */
    public Looked now(String orderId) {
        throw new UnsupportedOperationException("nobody looks yet: " + orderId);
    }

    /**
     * What came of a look.
     *
     * @param text for operators, one sentence
     */
    public record Looked(Result result, String text) {}

    /** What came of a look, for those who decide by it. */
    public enum Result {
        /** Something was learned, and what follows from it is recorded. */
        APPLIED,
        /** The provider says what we knew already. */
        NOTHING_NEW,
        /** There is no such order here. */
        UNKNOWN_ORDER,
        /** The provider gave no usable answer: look again later. */
        NO_ANSWER,
        /** What the provider says contradicts us; a manual case is open. */
        CONTRADICTION
    }
}
