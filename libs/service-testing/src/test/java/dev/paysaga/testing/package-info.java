/** The fixtures and the rules, tried on small examples of right and wrong. */
@NullMarked
package dev.paysaga.testing;

import org.jspecify.annotations.NullMarked;
