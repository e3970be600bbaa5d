/**
 * Getting a payment confirmed, in three steps that a crash may fall between: note that it is in progress (transaction),
 * ask the payment-service (none), note the outcome (transaction). {@link dev.paysaga.checkout.confirm.Confirming} does
 * it for a buyer who waits, {@link dev.paysaga.checkout.confirm.ConfirmRecovery} for those that were left half-way.
 */
@NullMarked
package dev.paysaga.checkout.confirm;

import org.jspecify.annotations.NullMarked;
