/** The pages as a browser is sent them, and what comes back from it, forged or genuine. */
@NullMarked
package dev.paysaga.checkout.pages;

import org.jspecify.annotations.NullMarked;
