/**
 * The wallets' part of the choreography: PaymentApproved in, WalletCredited out; PaymentCanceled in,
 * WalletDebited out.
 *
 * <p>See {@link dev.paysaga.wallet.saga.PaymentListener}.
 */
@NullMarked
package dev.paysaga.wallet.saga;

import org.jspecify.annotations.NullMarked;
