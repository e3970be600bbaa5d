/** The checkout-service as it runs, on a real MySQL and a real broker, with no payment-service anywhere near. */
@NullMarked
package dev.paysaga.checkout;

import org.jspecify.annotations.NullMarked;
