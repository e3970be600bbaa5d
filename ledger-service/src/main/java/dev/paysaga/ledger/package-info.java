/**
 * The books of the suite: every approved payment and every cancel as immutable double entries.
 *
 * <p>{@code saga} reacts to payments and announces what has been booked, {@code domain} holds the rules of booking,
 * {@code mysql} keeps the entries, {@code api} lets others read them.
 */
@NullMarked
package dev.paysaga.ledger;

import org.jspecify.annotations.NullMarked;
