/**
 * What the payment-service knows: a payment and its payment orders, the states that they go through, and what a
 * provider's answer means for them. No framework but the mapping to tables.
 */
@NullMarked
package dev.paysaga.payment.domain;

import org.jspecify.annotations.NullMarked;
