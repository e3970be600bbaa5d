/** Between the socket and what the simulator offers. */
@NullMarked
package dev.paysaga.psp.simulator.http;

import org.jspecify.annotations.NullMarked;
