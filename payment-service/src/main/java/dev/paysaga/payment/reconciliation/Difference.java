package dev.paysaga.payment.reconciliation;

import dev.paysaga.payment.psp.ProviderTransaction;
import org.jspecify.annotations.Nullable;

/**
 * One thing in which a provider's list and our books differ.
 *
 * @param ourAmount minor units of what is only here, absent when there is nothing
 * @param theirAmount minor units of what is only there, absent when there is nothing
 * @param text for operators, a sentence
 */
record Difference(
        Kind kind,
        ProviderTransaction.Kind movement,
        String orderId,
        @Nullable Long ourAmount,
        @Nullable Long theirAmount,
        String currency,
        String text) {

    /** In what they differ. */
    enum Kind {
        /** The provider has moved money of which we know nothing. */
        MISSING_HERE,
        /** We believe that money has moved, and the provider does not list it. */
        MISSING_THERE,
        /** Both know of it, with another amount or currency. */
        OTHER_AMOUNT,
        /** The provider has moved the money; our payment or cancellation is not there (yet). */
        OTHER_STATUS
    }
}
