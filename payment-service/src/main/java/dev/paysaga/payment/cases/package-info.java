/**
 * What a human must look at: manual cases, what operators may do about them, and the page on which they do it. Whoever
 * finds something opens a case here; what is done about one is done by the {@code Remedies} of others, so that this
 * package knows neither providers nor the saga.
 */
@NullMarked
package dev.paysaga.payment.cases;

import org.jspecify.annotations.NullMarked;
