/**
 * The ledger's part of the choreography: PaymentApproved in, LedgerRecorded out; PaymentCanceled in,
 * LedgerReversed out.
 *
 * <p>See {@link dev.paysaga.ledger.saga.PaymentListener}.
 */
@NullMarked
package dev.paysaga.ledger.saga;

import org.jspecify.annotations.NullMarked;
