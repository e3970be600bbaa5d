package dev.paysaga.payment.psp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One movement of money in a provider's own list, as reconciliation reads it.
 *
 * @param paymentKey the provider's own name of the payment, where its list has one
 * @param amount minor units, always positive; {@code kind} has the direction
 */
public record ProviderTransaction(
        String orderId, @Nullable String paymentKey, Kind kind, long amount, String currency, Instant at) {

    public enum Kind {
        CAPTURE,
        CANCEL
    }
}
