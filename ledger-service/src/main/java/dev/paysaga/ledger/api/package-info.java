/**
 * The books, to read: entries of an order, the balance of an account, the trial balance.
 *
 * <p>Nothing can be written over HTTP; entries come from events alone.
 */
@NullMarked
package dev.paysaga.ledger.api;

import org.jspecify.annotations.NullMarked;
