/**
 * The wallets, to read: a seller's balance and what made it.
 *
 * <p>Nothing can be written over HTTP; wallets change with events alone.
 */
@NullMarked
package dev.paysaga.wallet.api;

import org.jspecify.annotations.NullMarked;
