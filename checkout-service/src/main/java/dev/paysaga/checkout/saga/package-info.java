/**
 * How checkout takes part in the saga. It begins it: {@code CheckoutCreated} is announced with the checkout (see {@code
 * api}). It reacts to what the payment-service announces ({@link dev.paysaga.checkout.saga.PaymentSagaListener}). Every
 * change of a checkout's state is in {@link dev.paysaga.checkout.saga.Transitions}.
 */
@NullMarked
package dev.paysaga.checkout.saga;

import org.jspecify.annotations.NullMarked;
