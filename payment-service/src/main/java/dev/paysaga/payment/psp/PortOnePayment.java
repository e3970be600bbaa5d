package dev.paysaga.payment.psp;

import dev.paysaga.payment.domain.LookupOutcome;
import dev.paysaga.payment.domain.LookupOutcome.Contradiction;
import dev.paysaga.payment.domain.LookupOutcome.Found;
import dev.paysaga.payment.domain.LookupOutcome.NoAnswer;
import dev.paysaga.payment.domain.ProviderPayment;
import dev.paysaga.payment.domain.ProviderPayment.CancelStatus;
import dev.paysaga.payment.domain.ProviderPayment.ProviderCancel;
import dev.paysaga.payment.domain.ProviderPayment.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of PortOne's payment that decides anything; the rest, card details among it, is not even read. Every field may
 * be missing: what a provider sends is input like any other.
 *
 * @param id the order's
 * @param transactionId PortOne's own name of the attempt
 */
record PortOnePayment(
        @Nullable String status,
        @Nullable String id,
        @Nullable String transactionId,
        @Nullable String storeId,
        @Nullable String currency,
        @Nullable Amount amount,
        @Nullable Instant paidAt,
        @Nullable Method method,
        @Nullable Failure failure,
        @Nullable List<@Nullable Cancellation> cancellations) {

    record Amount(
            @Nullable Long total,
            @Nullable Long discount,
            @Nullable Long cancelled) {}

    record Method(@Nullable Instant expiredAt) {}

    record Failure(
            @Nullable String reason,
            @Nullable String pgCode,
            @Nullable String pgMessage) {}

    record Cancellation(
            @Nullable String status,
            @Nullable Long totalAmount,
            @Nullable String reason,
            @Nullable Instant cancelledAt) {

        /** In our words; absent when its state is not listed or it has no amount. */
        @Nullable
        ProviderCancel seen() {
            CancelStatus seen = switch (String.valueOf(status)) {
                case "SUCCEEDED" -> CancelStatus.SUCCEEDED;
                case "REQUESTED" -> CancelStatus.REQUESTED;
                case "FAILED" -> CancelStatus.FAILED;
                default -> null;
            };
            if (seen == null || totalAmount == null || totalAmount < 0) {
                return null;
            }
            Instant at = seen == CancelStatus.SUCCEEDED ? cancelledAt : null;
            return new ProviderCancel(CancelReason.referenceIn(reason), totalAmount, seen, at);
        }
    }

    /**
     * What the payment is, in our words.
     *
     * @param ourStore compared where we have one
     */
    LookupOutcome seenAs(PaymentRef payment, @Nullable String ourStore) {
        String contradiction = contradictionTo(payment, ourStore);
        if (contradiction != null) {
            return new Contradiction("PortOne knows the payment, but " + contradiction);
        }
        List<ProviderCancel> seen = seenCancels();
        if (seen == null) {
            return new NoAnswer(
                    "UNREADABLE_ANSWER: a cancellation without an amount, or in a state that is not listed");
        }
        return switch (String.valueOf(status)) {
            case "PAID", "PARTIAL_CANCELLED" ->
                paidAt == null
                        ? new NoAnswer("UNREADABLE_ANSWER: " + status + " without a time of payment")
                        : captured(paidAt, seen);
            // Taken and given back; or an account that was closed before anybody paid into it.
            case "CANCELLED" -> paidAt == null ? ended(Status.FAILED, seen) : captured(paidAt, seen);
            case "VIRTUAL_ACCOUNT_ISSUED" -> waiting(seen);
            // The payment itself says PAY_PENDING, the filter of PortOne's list PENDING.
            case "READY", "PAY_PENDING", "PENDING" -> withoutMoney(Status.PENDING, seen);
            case "FAILED" -> withoutMoney(Status.FAILED, seen);
            default -> new NoAnswer("UNLISTED_STATUS: PortOne's state of the payment is not listed");
        };
    }

    private @Nullable String contradictionTo(PaymentRef payment, @Nullable String ourStore) {
        if (!payment.orderId().value().equals(id)) {
            return "it answers for another order";
        }
        if (ourStore != null && !ourStore.equals(storeId)) {
            return "it answers for another store";
        }
        Long total = amount == null ? null : amount.total();
        if (total == null || total != payment.money().amount()) {
            return "its amount is " + total + ", ours " + payment.money().amount();
        }
        if (!payment.money().currency().equals(currency)) {
            return "its currency is not " + payment.money().currency();
        }
        return null;
    }

    /** What is left is computed: how PortOne's own {@code paid} moves with a partial cancel is not promised. */
    private LookupOutcome captured(Instant at, List<ProviderCancel> seen) {
        if (amount == null || amount.total() == null || amount.discount() == null || amount.cancelled() == null) {
            return new NoAnswer("UNREADABLE_ANSWER: " + status + " without its amounts");
        }
        long taken = amount.total() - amount.discount();
        long remaining = taken - amount.cancelled();
        String contradiction = CancelChecks.contradiction(taken, remaining, seen);
        return contradiction == null
                ? new Found(new ProviderPayment(Status.CAPTURED, remaining, at, null, null, seen))
                : new Contradiction("PortOne knows the payment, but " + contradiction);
    }

    private LookupOutcome waiting(List<ProviderCancel> seen) {
        Instant due = method == null ? null : method.expiredAt();
        return due == null
                ? new NoAnswer("UNREADABLE_ANSWER: it waits for a deposit, but not until when")
                : new Found(new ProviderPayment(Status.WAITING_FOR_DEPOSIT, 0, null, due, null, seen));
    }

    private LookupOutcome withoutMoney(Status as, List<ProviderCancel> seen) {
        return paidAt == null
                ? ended(as, seen)
                : new Contradiction("PortOne says " + status + ", but also when it was paid");
    }

    private Found ended(Status as, List<ProviderCancel> seen) {
        return new Found(new ProviderPayment(as, 0, null, null, seenFailure(), seen));
    }

    private ProviderPayment.@Nullable Failure seenFailure() {
        if (failure == null) {
            return null;
        }
        String code = failure.pgCode() == null ? String.valueOf(status) : failure.pgCode();
        String reason = failure.reason() == null ? failure.pgMessage() : failure.reason();
        return new ProviderPayment.Failure(code, reason == null ? code : reason);
    }

    @Nullable
    List<ProviderCancel> seenCancels() {
        var seen = new ArrayList<ProviderCancel>();
        for (Cancellation cancellation : cancellations == null ? List.<@Nullable Cancellation>of() : cancellations) {
            ProviderCancel cancel = cancellation == null ? null : cancellation.seen();
            if (cancel == null) {
                return null;
            }
            seen.add(cancel);
        }
        return seen;
    }

    /** Without what nobody may read in a log. */
    @Override
    public String toString() {
        return "PortOnePayment[id=" + id + ", status=" + status + "]";
    }
}
