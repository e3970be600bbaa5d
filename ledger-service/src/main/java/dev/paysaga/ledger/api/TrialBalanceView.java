package dev.paysaga.ledger.api;

import dev.paysaga.ledger.domain.TrialBalance;

record TrialBalanceView(String currency, long totalDebits, long totalCredits, long difference) {

    static TrialBalanceView of(TrialBalance balance) {
        return new TrialBalanceView(
                balance.currency(), balance.totalDebits(), balance.totalCredits(), balance.difference());
    }
}
