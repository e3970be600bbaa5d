/** What truly happened at the providers: payments, money moved, calls, webhooks. Nothing here is ever forgotten. */
@NullMarked
package dev.paysaga.psp.simulator.truth;

import org.jspecify.annotations.NullMarked;
