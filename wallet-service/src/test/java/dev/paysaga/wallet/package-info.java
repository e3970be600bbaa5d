/** The wallets on a real MySQL and a real broker: {@link dev.paysaga.wallet.WalletServiceTest} runs them. */
@NullMarked
package dev.paysaga.wallet;

import org.jspecify.annotations.NullMarked;
