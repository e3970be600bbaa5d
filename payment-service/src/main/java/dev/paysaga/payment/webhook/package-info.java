/**
 * News from providers. A webhook is a hint: what can be verified is, what it is about is stored (never its body), the
 * provider is answered, and then the provider is asked, and only its answer is acted upon.
 */
@NullMarked
package dev.paysaga.payment.webhook;

import org.jspecify.annotations.NullMarked;
