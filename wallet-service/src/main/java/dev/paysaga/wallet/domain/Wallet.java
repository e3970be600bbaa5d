package dev.paysaga.wallet.domain;

import dev.paysaga.events.Money;

/**
 * What a seller has with us in one currency.
 *
 * @param balance the sum of the wallet's transactions
 */
public record Wallet(SellerId sellerId, Money balance) {}
