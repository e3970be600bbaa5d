package dev.paysaga.payment.psp;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The part of Toss's Payment object that decides anything; the rest, card details among it, is not even read. Every
 * field may be missing: what a provider sends is input like any other.
 *
 * @param balanceAmount what could still be cancelled
 */
record TossPayment(
        @Nullable String paymentKey,
        @Nullable String orderId,
        @Nullable String status,
        @Nullable String currency,
        @Nullable Long totalAmount,
        @Nullable Long balanceAmount,
        @Nullable OffsetDateTime approvedAt,
        @Nullable Failure failure) {

    record Failure(@Nullable String code, @Nullable String message) {}

    /** What in this answer is not what we asked about; absent when all of it is. */
    @Nullable
    String contradictionTo(PaymentRef payment) {
        if (!payment.orderId().value().equals(orderId)) {
            return "it answers for order " + orderId;
        }
        if (!payment.requiredPaymentKey().equals(paymentKey)) {
            return "it answers for another payment key";
        }
        if (totalAmount == null || totalAmount != payment.money().amount()) {
            return "its amount is " + totalAmount + ", ours " + payment.money().amount();
        }
        if (!payment.money().currency().equals(currency)) {
            return "its currency is " + currency + ", ours " + payment.money().currency();
        }
        return null;
    }
}
