/**
 * The rules of booking.
 *
 * <p>{@link dev.paysaga.ledger.domain.Booking} says which entries a payment and its cancels make; a {@link
 * dev.paysaga.ledger.domain.LedgerEntry} moves an amount between two {@link dev.paysaga.ledger.domain.Account}s; {@link
 * dev.paysaga.ledger.domain.BookedPayments} refuses a cancel of what is not in the books. None of it needs a database.
 */
@NullMarked
package dev.paysaga.ledger.domain;

import org.jspecify.annotations.NullMarked;
