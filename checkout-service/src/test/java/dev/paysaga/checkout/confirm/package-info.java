/** Confirming while the payment-service is away, and how it ends all the same. */
@NullMarked
package dev.paysaga.checkout.confirm;

import org.jspecify.annotations.NullMarked;
