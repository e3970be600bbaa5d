package dev.paysaga.events;

import java.time.Instant;
import java.util.List;

/** What the checkout-service announces on {@code checkout.events.v1}. */
public sealed interface CheckoutEvent extends SagaEvent {

    /**
     * A buyer has checked out and may now pay.
     *
     * @param buyerId who buys, in the shop's own words
     * @param orderName what the buyer sees in the payment window, at most 100 characters
     * @param psp the provider that the buyer will pay with
     * @param amount minor units, the sum of the lines
     * @param expiresAt from then on the checkout is not to be paid any more
     * @param lines one per product, at least one
     */
    @EventType("paysaga.checkout.created.v1")
    record CheckoutCreated(
            OrderId orderId,
            String buyerId,
            String orderName,
            Psp psp,
            long amount,
            String currency,
            Instant createdAt,
            Instant expiresAt,
            List<CheckoutLine> lines)
            implements CheckoutEvent {

        public CheckoutCreated {
            lines = List.copyOf(lines);
        }

        public Money total() {
            return new Money(amount, currency);
        }
    }

    /**
     * The checkout will not be paid: no confirm had been asked for, and none is taken any more. Should money arrive all
     * the same, it is given back.
     *
     * @param cause why nobody will pay it
     */
    @EventType("paysaga.checkout.canceled.v1")
    record CheckoutCanceled(OrderId orderId, Cause cause, Instant canceledAt) implements CheckoutEvent {

        /** Why nobody will pay a checkout any more. */
        public enum Cause {
            /** Its time is over. */
            EXPIRED,
            /** The buyer does not want it any more. */
            BUYER
        }
    }

    /**
     * One product of one seller in a checkout.
     *
     * @param quantity at least 1
     * @param amount minor units for the whole quantity
     */
    record CheckoutLine(String productId, String sellerId, int quantity, long amount) {}
}
