/** The contract of PortOne V2. */
@NullMarked
package dev.paysaga.psp.simulator.portone;

import org.jspecify.annotations.NullMarked;
