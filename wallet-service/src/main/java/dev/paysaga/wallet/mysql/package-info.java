/**
 * Where wallets and their transactions are kept. A balance and the transactions that change it are committed together.
 */
@NullMarked
package dev.paysaga.wallet.mysql;

import org.jspecify.annotations.NullMarked;
