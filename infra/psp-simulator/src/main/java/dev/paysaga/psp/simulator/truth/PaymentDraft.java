package dev.paysaga.psp.simulator.truth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A payment while it is being changed into the next one. */
final class PaymentDraft {

    private final Payment from;
    private final List<Cancel> cancels;
    private PaymentStatus status;
    private Instant changedAt;
    PaymentMethod method;
    long balanceAmount;

    @Nullable
    Instant authenticatedAt;

    @Nullable
    Instant approvedAt;

    @Nullable
    String lastTransactionKey;

    @Nullable
    String approveNo;

    Payment.@Nullable Failure failure;

    @Nullable
    VirtualAccount account;

    PaymentDraft(Payment from) {
        this.from = from;
        this.cancels = new ArrayList<>(from.cancels());
        this.status = from.status();
        this.changedAt = from.changedAt();
        this.method = from.method();
        this.balanceAmount = from.balanceAmount();
        this.authenticatedAt = from.authenticatedAt();
        this.approvedAt = from.approvedAt();
        this.lastTransactionKey = from.lastTransactionKey();
        this.approveNo = from.approveNo();
        this.failure = from.failure();
        this.account = from.account();
    }

    void move(PaymentStatus to, Instant at) {
        status = to;
        changedAt = at;
    }

    void put(Cancel cancel) {
        for (int i = 0; i < cancels.size(); i++) {
            if (cancels.get(i).id().equals(cancel.id())) {
                cancels.set(i, cancel);
                return;
            }
        }
        cancels.add(cancel);
    }

    long canceledAmount() {
        return cancels.stream()
                .filter(cancel -> cancel.state() == Cancel.State.SUCCEEDED)
                .mapToLong(Cancel::cancelAmount)
                .sum();
    }

    Payment build() {
        return new Payment(
                from.psp(),
                from.paymentKey(),
                from.orderId(),
                from.orderName(),
                from.currency(),
                method,
                from.totalAmount(),
                balanceAmount,
                status,
                from.requestedAt(),
                authenticatedAt,
                approvedAt,
                changedAt,
                lastTransactionKey,
                approveNo,
                List.copyOf(cancels),
                failure,
                account);
    }
}
