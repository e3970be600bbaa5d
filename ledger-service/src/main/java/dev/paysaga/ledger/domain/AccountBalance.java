package dev.paysaga.ledger.domain;

/**
 * What the books say of one account in one currency, in minor units.
 *
 * @param debits the sum of all amounts debited, 0 or more
 * @param credits the sum of all amounts credited, 0 or more
 */
public record AccountBalance(Account account, String currency, long debits, long credits) {

    /** Positive when the provider owes us, or when we owe the seller. */
    public long balance() {
        return account.balance(debits, credits);
    }
}
