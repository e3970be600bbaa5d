/**
 * Where the books are kept. Every row that is added goes in with the transaction of its message; nothing is ever
 * updated or removed.
 */
@NullMarked
package dev.paysaga.ledger.mysql;

import org.jspecify.annotations.NullMarked;
