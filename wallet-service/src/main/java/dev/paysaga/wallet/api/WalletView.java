package dev.paysaga.wallet.api;

import dev.paysaga.wallet.domain.Wallet;

/**
 * @param balance below 0 when the seller has given back more than was left
 * @param owed what the seller owes us, 0 or more: the balance below 0 as a number above it
 */
record WalletView(String sellerId, long balance, long owed, String currency) {

    static WalletView of(Wallet wallet) {
        return new WalletView(
                wallet.sellerId().value(),
                wallet.balance().amount(),
                wallet.owed().amount(),
                wallet.balance().currency());
    }
}
