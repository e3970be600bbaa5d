/**
 * What a checkout is: products at the server's prices ({@link dev.paysaga.checkout.domain.Products}), its lines and
 * amount ({@link dev.paysaga.checkout.domain.Checkout}), and the states it goes through ({@link
 * dev.paysaga.checkout.domain.CheckoutStatus}), forwards only.
 */
@NullMarked
package dev.paysaga.checkout.domain;

import org.jspecify.annotations.NullMarked;
