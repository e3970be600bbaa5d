package dev.paysaga.events;

import java.time.Instant;
import java.util.List;

/** What the payment-service announces on {@code payment.events.v1}. */
public sealed interface PaymentEvent extends SagaEvent {

    /**
     * The provider has the buyer's money. Final: it is undone by a cancel only.
     *
     * @param paymentKey the provider's own name of the payment
     * @param amount minor units, the sum of the payment orders
     * @param paymentOrders one per product, at least one
     */
    @EventType("paysaga.payment.approved.v1")
    record PaymentApproved(
            OrderId orderId,
            Psp psp,
            String paymentKey,
            long amount,
            String currency,
            Instant approvedAt,
            List<ApprovedPaymentOrder> paymentOrders)
            implements PaymentEvent {

        public PaymentApproved {
            paymentOrders = List.copyOf(paymentOrders);
        }

        public Money total() {
            return new Money(amount, currency);
        }
    }

    /**
     * What one seller is owed for one product.
     *
     * @param amount minor units, more than 0
     */
    record ApprovedPaymentOrder(long paymentOrderId, String sellerId, String productId, long amount) {}

    /**
     * The provider has refused; no money has moved.
     *
     * @param code the provider's own code, such as {@code REJECT_CARD_PAYMENT}
     * @param message for people; may be in the provider's language
     */
    @EventType("paysaga.payment.declined.v1")
    record PaymentDeclined(
            OrderId orderId,
            Psp psp,
            String paymentKey,
            long amount,
            String currency,
            String code,
            String message,
            Instant declinedAt)
            implements PaymentEvent {}

    /** The books and every seller's wallet hold the payment: {@code is_payment_done}. Announced once per order. */
    @EventType("paysaga.payment.completed.v1")
    record PaymentCompleted(OrderId orderId, long amount, String currency, Instant completedAt)
            implements PaymentEvent {}
}
