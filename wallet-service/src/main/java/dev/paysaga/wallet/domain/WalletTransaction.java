package dev.paysaga.wallet.domain;

/**
 * One change of a wallet, as it stands there for good.
 *
 * @param id rises within a wallet in the order of the changes: the sum of their effects up to an id is the balance after it
 */
public record WalletTransaction(long id, WalletChange change) {}
