/** The ledger on a real MySQL and a real broker: {@link dev.paysaga.ledger.LedgerServiceTest} runs it. */
@NullMarked
package dev.paysaga.ledger;

import org.jspecify.annotations.NullMarked;
