package dev.paysaga.checkout.payment;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the payment-service says of a payment; we read what we need of it, and nothing that lacks an answer.
 *
 * @param depositDueAt until when the buyer may transfer the money; absent where nothing is awaited
 */
public record PaymentView(
        String orderId,
        String psp,
        @Nullable String paymentKey,
        Status status,
        @Nullable Failure failure,
        @Nullable Instant depositDueAt,
        boolean isPaymentDone,
        List<PaymentOrder> paymentOrders) {

    public PaymentView {
        Objects.requireNonNull(status, "status");
        paymentOrders = List.copyOf(paymentOrders);
    }

    public enum Status {
        NOT_STARTED,
        EXECUTING,
        SUCCESS,
        FAILURE,
        UNKNOWN
    }

    /** Why the provider refused. */
    public record Failure(String code, String message) {
        public Failure {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * What one seller is owed for one product.
     *
     * @param amount minor units
     * @param canceledAmount minor units, at most the amount
     */
    public record PaymentOrder(
            String paymentOrderStatus,
            long amount,
            String sellerId,
            boolean ledgerUpdated,
            boolean walletUpdated,
            long canceledAmount) {}
}
