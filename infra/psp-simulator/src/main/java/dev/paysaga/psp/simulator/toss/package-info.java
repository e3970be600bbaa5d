/** The contract of Toss Payments (core API v1). */
@NullMarked
package dev.paysaga.psp.simulator.toss;

import org.jspecify.annotations.NullMarked;
