package dev.paysaga.psp.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One payment at the provider. Each transition gives a new one; amounts are minor units.
 *
 * @param balanceAmount what can still be cancelled
 * @param lastTransactionKey moves with every approval, refusal and cancel
 */
record Payment(
        String paymentKey,
        String orderId,
        String orderName,
        String currency,
        PaymentMethod method,
        long totalAmount,
        long balanceAmount,
        PaymentStatus status,
        Instant requestedAt,
        @Nullable Instant authenticatedAt,
        @Nullable Instant approvedAt,
        @Nullable String lastTransactionKey,
        @Nullable String approveNo,
        List<Cancel> cancels,
        @Nullable Failure failure) {

    /** From opening the window to the buyer's authentication. */
    static final Duration WINDOW = Duration.ofMinutes(30);
    /** From the buyer's authentication to the merchant's confirm. */
    static final Duration SESSION = Duration.ofMinutes(10);

    /** @param refundableAmount what was left after this cancel */
    record Cancel(
            long cancelAmount, String cancelReason, long refundableAmount, Instant canceledAt, String transactionKey) {}

    record Failure(String code, String message) {}

    static Payment opened(
            String paymentKey,
            String orderId,
            String orderName,
            String currency,
            PaymentMethod method,
            long amount,
            Instant at) {
        return new Payment(
                paymentKey,
                orderId,
                orderName,
                currency,
                method,
                amount,
                amount,
                PaymentStatus.READY,
                at,
                null,
                null,
                null,
                null,
                List.of(),
                null);
    }

    Payment authenticated(Instant at) {
        return moved(PaymentStatus.IN_PROGRESS, at, null, null, null, null);
    }

    Payment approved(Instant at, String transactionKey, String approvalNumber) {
        return moved(PaymentStatus.DONE, authenticatedAt, at, transactionKey, approvalNumber, null);
    }

    Payment aborted(String transactionKey, Failure reason) {
        return moved(PaymentStatus.ABORTED, authenticatedAt, null, transactionKey, null, reason);
    }

    Payment expired() {
        Failure reason = new Failure("EXPIRED_PAYMENT", "The payment expired before it was approved.");
        return moved(PaymentStatus.EXPIRED, authenticatedAt, null, null, null, reason);
    }

    /** Expiry needs no event: it follows from the time. */
    Payment asOf(Instant now) {
        return switch (status) {
            case READY -> now.isAfter(requestedAt.plus(WINDOW)) ? expired() : this;
            case IN_PROGRESS ->
                authenticatedAt != null && now.isAfter(authenticatedAt.plus(SESSION)) ? expired() : this;
            case DONE, ABORTED, EXPIRED, CANCELED, PARTIAL_CANCELED -> this;
        };
    }

    /** @param amount at most the balance; all of an untouched payment makes it CANCELED, else PARTIAL_CANCELED */
    Payment canceled(long amount, String reason, Instant at, String transactionKey) {
        long left = balanceAmount - amount;
        boolean whole = left == 0 && cancels.isEmpty();
        Cancel cancel = new Cancel(amount, reason, left, at, transactionKey);
        return new Payment(
                paymentKey,
                orderId,
                orderName,
                currency,
                method,
                totalAmount,
                left,
                whole ? PaymentStatus.CANCELED : PaymentStatus.PARTIAL_CANCELED,
                requestedAt,
                authenticatedAt,
                approvedAt,
                transactionKey,
                approveNo,
                Stream.concat(cancels.stream(), Stream.of(cancel)).toList(),
                failure);
    }

    private Payment moved(
            PaymentStatus to,
            @Nullable Instant authenticated,
            @Nullable Instant approved,
            @Nullable String transactionKey,
            @Nullable String approvalNumber,
            @Nullable Failure reason) {
        return new Payment(
                paymentKey,
                orderId,
                orderName,
                currency,
                method,
                totalAmount,
                balanceAmount,
                to,
                requestedAt,
                authenticated,
                approved,
                transactionKey,
                approvalNumber,
                cancels,
                reason);
    }
}
