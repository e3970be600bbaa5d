/** The payment windows as pages for a browser, and the scripts that lead a shop's page to them. */
@NullMarked
package dev.paysaga.psp.simulator.window;

import org.jspecify.annotations.NullMarked;
