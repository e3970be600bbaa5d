/**
 * Our books against a provider's list of transactions, once a day or when an operator asks. What differs is reported and
 * shown to a human; nothing is changed by itself.
 */
@NullMarked
package dev.paysaga.payment.reconciliation;

import org.jspecify.annotations.NullMarked;
