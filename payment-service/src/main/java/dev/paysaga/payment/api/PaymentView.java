package dev.paysaga.payment.api;

import dev.paysaga.events.Psp;
import dev.paysaga.payment.domain.Cancellation;
import dev.paysaga.payment.domain.Payment;
import dev.paysaga.payment.domain.PaymentOrder;
import dev.paysaga.payment.domain.PaymentOrderStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment as others see it.
 *
 * @param amount minor units
 * @param status the state that all its payment orders share
 * @param remainingAmount minor units that were taken and have not been given back; 0 while there is no money
 * @param depositDueAt until when the provider takes the buyer's deposit; absent unless one is, or was, waited for
 * @param failure why the provider refused; absent unless {@code FAILURE}
 */
record PaymentView(
        String orderId,
        Psp psp,
        @Nullable String paymentKey,
        long amount,
        String currency,
        long remainingAmount,
        PaymentOrderStatus status,
        @Nullable Instant depositDueAt,
        @Nullable Failure failure,
        boolean isPaymentDone,
        List<PaymentOrderView> paymentOrders,
        List<CancellationView> cancellations) {

    static PaymentView of(Payment payment, List<Cancellation> cancellations) {
        String code = payment.failureCode();
        return new PaymentView(
                payment.orderId().value(),
                payment.psp(),
                payment.paymentKey(),
                payment.amount(),
                payment.currency(),
                payment.remaining(),
                payment.status(),
                payment.depositDueAt(),
                code == null ? null : new Failure(code, String.valueOf(payment.failureMessage())),
                payment.isPaymentDone(),
                payment.paymentOrders().stream().map(PaymentOrderView::of).toList(),
                cancellations.stream()
                        .map(cancellation -> CancellationView.of(payment, cancellation))
                        .toList());
    }

    record Failure(String code, String message) {}

    record PaymentOrderView(
            long paymentOrderId,
            PaymentOrderStatus paymentOrderStatus,
            long amount,
            String sellerId,
            String productId,
            boolean ledgerUpdated,
            boolean walletUpdated,
            long canceledAmount) {

        static PaymentOrderView of(PaymentOrder order) {
            return new PaymentOrderView(
                    order.id(),
                    order.status(),
                    order.amount(),
                    order.sellerId(),
                    order.productId(),
                    order.isLedgerUpdated(),
                    order.isWalletUpdated(),
                    order.canceledAmount());
        }
    }
}
