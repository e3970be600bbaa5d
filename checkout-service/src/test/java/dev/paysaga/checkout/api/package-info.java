/** What buyers meet. */
@NullMarked
package dev.paysaga.checkout.api;

import org.jspecify.annotations.NullMarked;
