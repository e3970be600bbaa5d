/**
 * The rules of crediting.
 *
 * <p>{@link dev.paysaga.wallet.domain.Crediting} decides, without a database, which {@link
 * dev.paysaga.wallet.domain.Credit}s a payment makes or why it makes none; {@link
 * dev.paysaga.wallet.domain.WalletTransaction} is a credit as it stands in a wallet.
 */
@NullMarked
package dev.paysaga.wallet.domain;

import org.jspecify.annotations.NullMarked;
