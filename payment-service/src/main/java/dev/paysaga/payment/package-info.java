/**
 * Confirms money with a payment provider exactly once, and knows when a payment is done: when the books and every
 * seller's wallet hold it.
 */
@NullMarked
package dev.paysaga.payment;

import org.jspecify.annotations.NullMarked;
