/** What no provider has: the simulator's own endpoints under /__sim. */
@NullMarked
package dev.paysaga.psp.simulator.admin;

import org.jspecify.annotations.NullMarked;
