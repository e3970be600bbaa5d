/** What the database itself refuses. */
@NullMarked
package dev.paysaga.wallet.mysql;

import org.jspecify.annotations.NullMarked;
