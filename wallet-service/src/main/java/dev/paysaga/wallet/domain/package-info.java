/**
 * The rules of crediting and debiting.
 *
 * <p>{@link dev.paysaga.wallet.domain.WalletChange} says what a payment and its cancels mean for the sellers' wallets;
 * {@link dev.paysaga.wallet.domain.CreditedPayments} refuses a debit of what was not credited; {@link
 * dev.paysaga.wallet.domain.WalletTransaction} is a change as it stands in a wallet. None of it needs a database.
 */
@NullMarked
package dev.paysaga.wallet.domain;

import org.jspecify.annotations.NullMarked;
