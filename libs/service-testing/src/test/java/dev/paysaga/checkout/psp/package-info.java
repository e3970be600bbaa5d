/** A small service that breaks the rules, for their test. */
@NullMarked
package dev.paysaga.checkout.psp;

import org.jspecify.annotations.NullMarked;
