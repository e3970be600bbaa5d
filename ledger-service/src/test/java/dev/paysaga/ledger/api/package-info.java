/** The books over HTTP. */
@NullMarked
package dev.paysaga.ledger.api;

import org.jspecify.annotations.NullMarked;
