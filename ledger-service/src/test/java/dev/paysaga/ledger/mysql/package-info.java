/** What the database itself refuses. */
@NullMarked
package dev.paysaga.ledger.mysql;

import org.jspecify.annotations.NullMarked;
