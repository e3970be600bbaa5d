/** What arrives on the payment topic, and what comes of it. */
@NullMarked
package dev.paysaga.ledger.saga;

import org.jspecify.annotations.NullMarked;
