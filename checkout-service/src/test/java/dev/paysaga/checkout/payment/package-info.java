/** What the payment-service's answers mean to us. */
@NullMarked
package dev.paysaga.checkout.payment;

import org.jspecify.annotations.NullMarked;
