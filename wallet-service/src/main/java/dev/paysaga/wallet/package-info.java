/**
 * What each seller has with us, and every change that made it.
 *
 * <p>{@code saga} reacts to payments and announces what has been credited, {@code domain} holds the rules of crediting,
 * {@code mysql} keeps wallets and transactions, {@code api} lets others read them.
 */
@NullMarked
package dev.paysaga.wallet;

import org.jspecify.annotations.NullMarked;
