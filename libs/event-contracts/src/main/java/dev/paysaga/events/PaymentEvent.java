package dev.paysaga.events;

import java.time.Instant;
import java.util.List;

/** What the payment-service announces on {@code payment.events.v1}. */
public sealed interface PaymentEvent extends SagaEvent {

    /**
     * The provider has the buyer's money. Final: it is undone by a cancel only.
     *
     * @param paymentKey the provider's own name of the payment
     * @param amount minor units, more than 0, the sum of the payment orders
     * @param paymentOrders one per product, at least one, each of them once
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

        /** @throws IllegalArgumentException when the payment orders are not what the payment is made of */
        public PaymentApproved {
            paymentOrders = PaymentOrderPart.of(new Money(amount, currency), paymentOrders);
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
    record ApprovedPaymentOrder(long paymentOrderId, String sellerId, String productId, long amount)
            implements PaymentOrderPart {}

    /**
     * The buyer will pay later, by a transfer to an account that the provider has opened for this order. No money has
     * moved yet; an approval or a decline follows.
     *
     * @param paymentKey the provider's own name of the payment
     * @param amount minor units
     * @param dueAt from then on the provider takes no deposit any more
     */
    @EventType("paysaga.payment.waiting-for-deposit.v1")
    record PaymentWaitingForDeposit(
            OrderId orderId, Psp psp, String paymentKey, long amount, String currency, Instant dueAt)
            implements PaymentEvent {}

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

    /**
     * The provider has given money back to the buyer: all of a payment, or a part. Comes after the approval.
     *
     * @param cancellationId names the cancel, at least 1; what follows from it names it too
     * @param paymentKey the provider's own name of the payment
     * @param amount minor units given back by this cancel, more than 0, the sum of its payment orders
     * @param reason why, in the words of whoever asked for it
     * @param paymentOrders from which payment orders the money was taken, at least one, each of them once
     */
    @EventType("paysaga.payment.canceled.v1")
    record PaymentCanceled(
            OrderId orderId,
            long cancellationId,
            Psp psp,
            String paymentKey,
            long amount,
            String currency,
            String reason,
            Instant canceledAt,
            List<CanceledPaymentOrder> paymentOrders)
            implements PaymentEvent {

        /** @throws IllegalArgumentException when it has no id, or its payment orders are not what it is made of */
        public PaymentCanceled {
            if (cancellationId < 1) {
                throw new IllegalArgumentException("A cancel's id is at least 1, not " + cancellationId);
            }
            paymentOrders = PaymentOrderPart.of(new Money(amount, currency), paymentOrders);
        }

        public Money total() {
            return new Money(amount, currency);
        }
    }

    /**
     * What a cancel takes back from one payment order.
     *
     * @param amount minor units, more than 0
     */
    record CanceledPaymentOrder(long paymentOrderId, String sellerId, String productId, long amount)
            implements PaymentOrderPart {}

    /**
     * The books and every seller's wallet have followed a cancel. Announced once per cancel.
     *
     * @param amount minor units given back by this cancel
     * @param remainingAmount minor units of the payment that are left after every cancel so far; 0 when all is given back
     */
    @EventType("paysaga.payment.cancellation-completed.v1")
    record CancellationCompleted(
            OrderId orderId,
            long cancellationId,
            long amount,
            long remainingAmount,
            String currency,
            Instant completedAt)
            implements PaymentEvent {}
}
