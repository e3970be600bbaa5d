package dev.paysaga.messaging;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/** An event was to be announced, or a row collected, with no transaction to make it true. A mistake in the code. */
public final class NoTransactionException extends IllegalStateException {

    NoTransactionException() {
        super("This must happen in the transaction of the change that it belongs to, and there is none."
                + " Wrap the change and the announcement in one unit of work.");
    }

    static void throwUnlessWriting() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            throw new NoTransactionException();
        }
    }
}
