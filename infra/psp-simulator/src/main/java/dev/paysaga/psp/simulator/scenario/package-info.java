/** The faults that can be scripted, and the queue of those to come. */
@NullMarked
package dev.paysaga.psp.simulator.scenario;

import org.jspecify.annotations.NullMarked;
