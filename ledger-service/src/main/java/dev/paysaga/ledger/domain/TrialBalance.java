package dev.paysaga.ledger.domain;

/**
 * All accounts of one currency added up, each side by itself, in minor units.
 *
 * @param totalDebits the sum of the debit sums of all accounts
 * @param totalCredits the sum of the credit sums of all accounts
 */
public record TrialBalance(String currency, long totalDebits, long totalCredits) {

    /** 0 in books that are right. */
    public long difference() {
        return Math.subtractExact(totalDebits, totalCredits);
    }
}
