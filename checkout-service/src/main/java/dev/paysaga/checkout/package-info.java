/**
 * Takes checkouts from buyers and shows them how each one ends.
 *
 * <p>{@code api}: what buyers can do over HTTP. {@code domain}: what a checkout is and which states it goes through.
 * {@code confirm}: getting a payment confirmed, also after a crash. {@code payment}: calls to the payment-service.
 * {@code saga}: the events that it reacts to.
 */
@NullMarked
package dev.paysaga.checkout;

import org.jspecify.annotations.NullMarked;
