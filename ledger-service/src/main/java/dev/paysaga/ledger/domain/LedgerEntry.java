package dev.paysaga.ledger.domain;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import java.time.Instant;

/**
 * One double entry: the amount is debited from one account and credited to the other.
 *
 * @param amount more than 0
 * @param recordedAt whole microseconds, the precision of the books
 */
public record LedgerEntry(
        OrderId orderId,
        long paymentOrderId,
        Kind kind,
        Account debit,
        Account credit,
        Money amount,
        Instant recordedAt) {

    /** Why an entry was made. A payment order has at most one entry of a kind. */
    public enum Kind {
        /** The provider has the buyer's money: it owes it to us, and we owe it to the seller. */
        PAYMENT
    }

    /** @throws IllegalArgumentException when the amount is not positive or both sides are the same account */
    public LedgerEntry {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("An entry must move more than 0, not " + amount);
        }
        if (debit.equals(credit)) {
            throw new IllegalArgumentException("An entry needs two accounts, not " + debit + " twice");
        }
    }
}
