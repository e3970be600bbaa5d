package dev.paysaga.ledger.api;

import dev.paysaga.ledger.domain.AccountBalance;

/** @param balance positive when the provider owes us, or when we owe the seller */
record AccountView(String account, String currency, long debits, long credits, long balance) {

    static AccountView of(AccountBalance balance) {
        return new AccountView(
                balance.account().toString(),
                balance.currency(),
                balance.debits(),
                balance.credits(),
                balance.balance());
    }
}
