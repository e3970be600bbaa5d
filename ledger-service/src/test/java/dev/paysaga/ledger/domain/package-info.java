/** The rules of booking, as tables. */
@NullMarked
package dev.paysaga.ledger.domain;

import org.jspecify.annotations.NullMarked;
