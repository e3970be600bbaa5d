/** Time that can be moved, and what is due at a time. */
@NullMarked
package dev.paysaga.psp.simulator.clock;

import org.jspecify.annotations.NullMarked;
