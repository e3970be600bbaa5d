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
 * The part of Toss's Payment object that decides anything; the rest, card details among it, is not even read. Every
 * field may be missing: what a provider sends is input like any other.
 *
 * @param balanceAmount what could still be cancelled
 * @param approvedAt set once the money was taken, and for ever since
 * @param secret what Toss names in its news about a deposit; nothing but its hash leaves this object
 */
record TossPayment(
        @Nullable String paymentKey,
        @Nullable String orderId,
        @Nullable String status,
        @Nullable String currency,
        @Nullable Long totalAmount,
        @Nullable Long balanceAmount,
        @Nullable Instant approvedAt,
        @Nullable VirtualAccount virtualAccount,
        @Nullable String secret,
        @Nullable Failure failure,
        @Nullable List<@Nullable Cancel> cancels) {

    record VirtualAccount(@Nullable Instant dueDate) {}

    record Failure(@Nullable String code, @Nullable String message) {}

    record Cancel(
            @Nullable Long cancelAmount,
            @Nullable String cancelReason,
            @Nullable String cancelStatus,
            @Nullable Instant canceledAt) {}

    /** What in this answer is not what we asked about; absent when all of it is. */
    @Nullable
    String contradictionTo(PaymentRef payment) {
        if (!payment.orderId().value().equals(orderId)) {
            return "it answers for another order";
        }
        if (payment.paymentKey() != null && !payment.paymentKey().equals(paymentKey)) {
            return "it answers for another payment key";
        }
        if (totalAmount == null || totalAmount != payment.money().amount()) {
            return "its amount is " + totalAmount + ", ours " + payment.money().amount();
        }
        if (!payment.money().currency().equals(currency)) {
            return "its currency is not " + payment.money().currency();
        }
        return null;
    }

    /** What the payment is, in our words, decided by money and time: Toss's CANCELED alone does not say whether money was ever taken. */
    LookupOutcome seenAs(PaymentRef payment) {
        String contradiction = contradictionTo(payment);
        if (contradiction != null) {
            return new Contradiction("Toss knows the payment, but " + contradiction);
        }
        List<ProviderCancel> seen = seenCancels();
        if (seen == null) {
            return new NoAnswer("UNREADABLE_ANSWER: a cancel without an amount, or in a state that is not listed");
        }
        return switch (String.valueOf(status)) {
            case "DONE", "PARTIAL_CANCELED" ->
                approvedAt == null
                        ? new NoAnswer("UNREADABLE_ANSWER: " + status + " without a time of approval")
                        : captured(payment, approvedAt, seen);
            // Taken and given back; or an account that was closed before anybody paid into it.
            case "CANCELED" -> approvedAt == null ? ended(Status.FAILED, seen) : captured(payment, approvedAt, seen);
            // Also after a deposit that the bank took back.
            case "WAITING_FOR_DEPOSIT" -> waiting(seen);
            case "READY", "IN_PROGRESS" -> withoutMoney(Status.PENDING, seen);
            case "ABORTED" -> withoutMoney(Status.FAILED, seen);
            case "EXPIRED" -> withoutMoney(Status.EXPIRED, seen);
            default -> new NoAnswer("UNLISTED_STATUS: Toss's state of the payment is not listed");
        };
    }

    @Nullable
    Instant depositDueAt() {
        return virtualAccount == null ? null : virtualAccount.dueDate();
    }

    private LookupOutcome captured(PaymentRef payment, Instant at, List<ProviderCancel> seen) {
        if (balanceAmount == null) {
            return new NoAnswer("UNREADABLE_ANSWER: " + status + " without a balance");
        }
        String contradiction = CancelChecks.contradiction(payment.money().amount(), balanceAmount, seen);
        return contradiction == null
                ? new Found(new ProviderPayment(Status.CAPTURED, balanceAmount, at, null, null, seen))
                : new Contradiction("Toss knows the payment, but " + contradiction);
    }

    private LookupOutcome waiting(List<ProviderCancel> seen) {
        Instant due = depositDueAt();
        return due == null
                ? new NoAnswer("UNREADABLE_ANSWER: it waits for a deposit, but not until when")
                : new Found(new ProviderPayment(Status.WAITING_FOR_DEPOSIT, 0, null, due, null, seen));
    }

    private LookupOutcome withoutMoney(Status as, List<ProviderCancel> seen) {
        return approvedAt == null
                ? ended(as, seen)
                : new Contradiction("Toss says " + status + ", but also when it took the money");
    }

    private Found ended(Status as, List<ProviderCancel> seen) {
        return new Found(new ProviderPayment(as, 0, null, null, seenFailure(), seen));
    }

    private ProviderPayment.@Nullable Failure seenFailure() {
        if (failure == null) {
            return null;
        }
        String code = failure.code() == null ? String.valueOf(status) : failure.code();
        return new ProviderPayment.Failure(code, failure.message() == null ? code : failure.message());
    }

    private @Nullable List<ProviderCancel> seenCancels() {
        var seen = new ArrayList<ProviderCancel>();
        for (Cancel cancel : cancels == null ? List.<@Nullable Cancel>of() : cancels) {
            CancelStatus cancelStatus = cancel == null ? null : seenStatus(cancel);
            if (cancel == null || cancelStatus == null || cancel.cancelAmount() == null || cancel.cancelAmount() < 0) {
                return null;
            }
            seen.add(new ProviderCancel(
                    CancelReason.referenceIn(cancel.cancelReason()),
                    cancel.cancelAmount(),
                    cancelStatus,
                    cancelStatus == CancelStatus.SUCCEEDED ? cancel.canceledAt() : null));
        }
        return seen;
    }

    private static @Nullable CancelStatus seenStatus(Cancel cancel) {
        return switch (String.valueOf(cancel.cancelStatus())) {
            case "DONE" -> CancelStatus.SUCCEEDED;
            case "IN_PROGRESS" -> CancelStatus.REQUESTED;
            case "ABORTED" -> CancelStatus.FAILED;
            default -> null;
        };
    }

    /** Without what nobody may read in a log. */
    @Override
    public String toString() {
        return "TossPayment[orderId=" + orderId + ", status=" + status + "]";
    }
}
