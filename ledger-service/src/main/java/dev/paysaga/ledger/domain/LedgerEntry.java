package dev.paysaga.ledger.domain;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One double entry: the amount is debited from one account and credited to the other.
 *
 * @param cancellationId the cancel that a reversing entry follows, at least 1; absent for other kinds
 * @param amount more than 0
 * @param recordedAt whole microseconds, the precision of the books
 */
public record LedgerEntry(
        OrderId orderId,
        long paymentOrderId,
        Kind kind,
        @Nullable Long cancellationId,
        Account debit,
        Account credit,
        Money amount,
        Instant recordedAt) {

    /** Why an entry was made. */
    public enum Kind {
        /**
         * The provider has the buyer's money: it owes it to us, and we owe it to the seller. At most once per payment
         * order.
         */
        PAYMENT,
        /**
         * The provider has given money back to the buyer: what the payment's entry moved is moved back, in full or in
         * part. At most once per payment order and cancel.
         */
        CANCEL
    }

    /**
     * @throws IllegalArgumentException when the amount is not positive, both sides are the same account, or kind and
     *     cancel do not go together
     */
    public LedgerEntry {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("An entry must move more than 0, not " + amount);
        }
        if (debit.equals(credit)) {
            throw new IllegalArgumentException("An entry needs two accounts, not " + debit + " twice");
        }
        if ((kind == Kind.CANCEL) != (cancellationId != null && cancellationId > 0)) {
            throw new IllegalArgumentException("An entry of kind " + kind + " cannot follow cancel " + cancellationId);
        }
    }
}
