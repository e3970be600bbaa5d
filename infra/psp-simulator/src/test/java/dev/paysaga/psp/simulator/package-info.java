/** The simulator over real HTTP: its contract as tables, each fault, its memory. */
@NullMarked
package dev.paysaga.psp.simulator;

import org.jspecify.annotations.NullMarked;
