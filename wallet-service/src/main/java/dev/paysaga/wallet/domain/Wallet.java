package dev.paysaga.wallet.domain;

import dev.paysaga.events.Money;

/**
 * What a seller has with us in one currency.
 *
 * @param balance the credits less the debits; below 0 when the seller has given back more than was left
 */
public record Wallet(SellerId sellerId, Money balance) {

    /** What the seller owes us, 0 or more: later credits make up for it first. */
    public Money owed() {
        return new Money(Math.max(0, Math.negateExact(balance.amount())), balance.currency());
    }
}
