/**
 * What buyers can do over HTTP: see products, check out once per {@code Idempotency-Key} ({@link
 * dev.paysaga.checkout.api.CheckingOut}), look at a checkout, confirm its payment. The unguessable order id lets look,
 * the {@link dev.paysaga.checkout.api.CsrfTokens token} lets pay. Requests become what the domain takes, or a problem
 * that names every wrong field.
 */
@NullMarked
package dev.paysaga.checkout.api;

import org.jspecify.annotations.NullMarked;
