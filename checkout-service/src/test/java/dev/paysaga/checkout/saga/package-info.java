/** What the payment's news do to a checkout, from a real topic to a real table. */
@NullMarked
package dev.paysaga.checkout.saga;

import org.jspecify.annotations.NullMarked;
