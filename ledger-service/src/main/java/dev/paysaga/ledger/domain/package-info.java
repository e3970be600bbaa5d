/**
 * The rules of booking.
 *
 * <p>{@link dev.paysaga.ledger.domain.Booking} decides, without a database, which entries a payment makes or why it
 * makes none; a {@link dev.paysaga.ledger.domain.LedgerEntry} moves an amount between two {@link
 * dev.paysaga.ledger.domain.Account}s.
 */
@NullMarked
package dev.paysaga.ledger.domain;

import org.jspecify.annotations.NullMarked;
