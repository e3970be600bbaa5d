/**
 * How a checkout comes to nothing: nobody pays it in time ({@link dev.paysaga.checkout.cancel.Expiry}), or its buyer does
 * not want it ({@link dev.paysaga.checkout.cancel.Canceling}). What has not been paid is canceled here and announced with
 * the change; money is given back by the payment-service, which is asked outside any transaction.
 */
@NullMarked
package dev.paysaga.checkout.cancel;

import org.jspecify.annotations.NullMarked;
