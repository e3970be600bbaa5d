/** What buyers and their banks do: open and finish windows, deposit, take deposits back, or let the time pass. */
@NullMarked
package dev.paysaga.psp.simulator.buyer;

import org.jspecify.annotations.NullMarked;
