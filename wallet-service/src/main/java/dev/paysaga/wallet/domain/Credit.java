package dev.paysaga.wallet.domain;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import java.time.Instant;

/**
 * Money that a seller receives for one payment order.
 *
 * @param amount more than 0
 * @param createdAt whole microseconds, the precision of the wallets
 */
public record Credit(SellerId sellerId, OrderId orderId, long paymentOrderId, Money amount, Instant createdAt) {

    /** @throws IllegalArgumentException when the amount is not positive */
    public Credit {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("A credit must be more than 0, not " + amount);
        }
    }
}
