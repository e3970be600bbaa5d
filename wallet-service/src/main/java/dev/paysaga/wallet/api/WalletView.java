package dev.paysaga.wallet.api;

import dev.paysaga.wallet.domain.Wallet;

record WalletView(String sellerId, long balance, String currency) {

    static WalletView of(Wallet wallet) {
        return new WalletView(
                wallet.sellerId().value(),
                wallet.balance().amount(),
                wallet.balance().currency());
    }
}
