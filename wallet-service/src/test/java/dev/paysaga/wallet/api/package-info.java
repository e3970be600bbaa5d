/** The wallets over HTTP. */
@NullMarked
package dev.paysaga.wallet.api;

import org.jspecify.annotations.NullMarked;
