/** Checkouts that nobody pays, and those whose buyers do not want them any more. */
@NullMarked
package dev.paysaga.checkout.cancel;

import org.jspecify.annotations.NullMarked;
