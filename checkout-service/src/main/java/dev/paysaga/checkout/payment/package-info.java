/**
 * Calls to the payment-service ({@link dev.paysaga.checkout.payment.PaymentService}), never inside a database
 * transaction. What it may answer to a confirm is {@link dev.paysaga.checkout.payment.ConfirmAnswer}, to a cancel {@link
 * dev.paysaga.checkout.payment.CancelAnswer}.
 */
@NullMarked
package dev.paysaga.checkout.payment;

import org.jspecify.annotations.NullMarked;
