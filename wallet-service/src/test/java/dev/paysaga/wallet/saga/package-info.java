/** What arrives on the payment topic, and what comes of it. */
@NullMarked
package dev.paysaga.wallet.saga;

import org.jspecify.annotations.NullMarked;
