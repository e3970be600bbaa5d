package dev.paysaga.wallet.domain;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import java.time.Instant;

/**
 * One change of a wallet, as it stands there for good.
 *
 * @param id rises within a wallet in the order of the changes: the sum up to an id is the balance after it
 * @param amount more than 0; the kind says in which direction
 */
public record WalletTransaction(
        long id, OrderId orderId, long paymentOrderId, Kind kind, Money amount, Instant createdAt) {

    /** Why a wallet changed. A payment order has at most one transaction of a kind. */
    public enum Kind {
        /** The buyer's payment was approved: the seller receives it. */
        CREDIT
    }
}
