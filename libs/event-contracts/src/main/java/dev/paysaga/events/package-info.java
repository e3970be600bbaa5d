/**
 * What the services promise each other, and what teams elsewhere may rely on.
 *
 * <p>One sealed interface per topic, its events as nested records: {@link dev.paysaga.events.CheckoutEvent}, {@link
 * dev.paysaga.events.PaymentEvent}, {@link dev.paysaga.events.LedgerEvent}, {@link dev.paysaga.events.WalletEvent}; and
 * the values that they speak in: {@link dev.paysaga.events.Money}, {@link dev.paysaga.events.OrderId}, {@link
 * dev.paysaga.events.Psp}. All in one package, because a sealed interface and its heirs must share one. A JSON Schema
 * and an example of each event lie in {@code schemas/} and {@code examples/}, written by the build.
 */
@NullMarked
package dev.paysaga.events;

import org.jspecify.annotations.NullMarked;
