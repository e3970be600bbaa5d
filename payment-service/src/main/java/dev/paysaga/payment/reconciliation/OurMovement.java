package dev.paysaga.payment.reconciliation;

import dev.paysaga.payment.psp.ProviderTransaction.Kind;
import java.time.Instant;

/**
 * One movement of money in our books.
 *
 * @param amount minor units, always positive; {@code kind} has the direction
 * @param expected whether the provider must have it; otherwise it explains what the provider has, and is not missed
 */
record OurMovement(String orderId, Kind kind, long amount, String currency, Instant at, boolean expected) {}
