/** The rules of crediting, as tables. */
@NullMarked
package dev.paysaga.wallet.domain;

import org.jspecify.annotations.NullMarked;
