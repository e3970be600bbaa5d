/** What the providers tell the merchant: what is said, when, how often, and how it goes wrong. */
@NullMarked
package dev.paysaga.psp.simulator.webhook;

import org.jspecify.annotations.NullMarked;
