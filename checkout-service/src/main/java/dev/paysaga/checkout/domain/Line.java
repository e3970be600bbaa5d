package dev.paysaga.checkout.domain;

import dev.paysaga.events.Money;
import jakarta.persistence.Embeddable;

/**
 * One product in a checkout, at the price of that moment.
 *
 * @param quantity at least 1
 * @param amount minor units for the whole quantity
 */
@Embeddable
public record Line(String productId, String sellerId, int quantity, long amount) {

    static Line of(Item item) {
        Money amount = item.product().price().times(item.quantity());
        return new Line(item.product().productId(), item.product().sellerId(), item.quantity(), amount.amount());
    }
}
