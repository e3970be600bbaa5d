/** The rules of a checkout, without a server. */
@NullMarked
package dev.paysaga.checkout.domain;

import org.jspecify.annotations.NullMarked;
