/** A merchant's call, whichever provider it is for: who asks, idempotency, faults, and the one commit point. */
@NullMarked
package dev.paysaga.psp.simulator.call;

import org.jspecify.annotations.NullMarked;
