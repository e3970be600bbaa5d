/**
 * What the payment-service offers over HTTP: to the checkout-service (confirm, look) and to operators (manual cases).
 */
@NullMarked
package dev.paysaga.payment.api;

import org.jspecify.annotations.NullMarked;
