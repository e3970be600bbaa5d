package dev.paysaga.payment.reconciliation;

/**
 * How far an order is here.
 *
 * @param payment the state that its payment orders share
 * @param isBeingCanceled whether a cancellation of it has not succeeded (yet)
 */
record OrderState(String payment, boolean isBeingCanceled) {}
