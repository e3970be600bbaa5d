/**
 * Where wallets and their transactions are kept. A balance and the transactions that raise it are committed together.
 */
@NullMarked
package dev.paysaga.wallet.mysql;

import org.jspecify.annotations.NullMarked;
