package dev.paysaga.psp.simulator.truth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One payment at a provider, or at PortOne one attempt at it. Each transition gives a new one; amounts are minor units.
 *
 * @param paymentKey Toss's payment key; PortOne's transaction id, which here is its payment token too
 * @param orderId PortOne's payment id
 * @param balanceAmount what has not been cancelled
 * @param changedAt when the status became what it is
 * @param lastTransactionKey moves with every approval, refusal, deposit and cancel
 * @param account null unless the buyer has chosen a virtual account
 */
public record Payment(
        Psp psp,
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
        Instant changedAt,
        @Nullable String lastTransactionKey,
        @Nullable String approveNo,
        List<Cancel> cancels,
        @Nullable Failure failure,
        @Nullable VirtualAccount account) {

    public static final Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9_-]{6,64}");
    /** Largest amount, in minor units: what fits a JSON number exactly. */
    public static final long MAX_AMOUNT = 1L << 53;
    /** From opening the window to the buyer's authentication. */
    public static final Duration WINDOW = Duration.ofMinutes(30);
    /** From the buyer's authentication to the merchant's confirm. */
    public static final Duration SESSION = Duration.ofMinutes(10);

    public record Failure(String code, String message) {}

    /** The buyer has opened the window: there is no method yet, so it says CARD. */
    public static Payment opened(
            Psp psp, String paymentKey, String orderId, String orderName, String currency, long amount, Instant at) {
        return new Payment(
                psp,
                paymentKey,
                orderId,
                orderName,
                currency,
                PaymentMethod.CARD,
                amount,
                amount,
                PaymentStatus.READY,
                at,
                null,
                null,
                at,
                null,
                null,
                List.of(),
                null,
                null);
    }

    /** The buyer has been shown an account, and has not agreed yet. */
    public Payment offered(VirtualAccount shown) {
        PaymentDraft draft = new PaymentDraft(this);
        draft.account = shown;
        return draft.build();
    }

    /** @param issued null unless the method is a virtual account */
    public Payment authenticated(PaymentMethod by, @Nullable VirtualAccount issued, Instant at) {
        PaymentDraft draft = to(PaymentStatus.IN_PROGRESS, at);
        draft.method = by;
        draft.account = issued;
        draft.authenticatedAt = at;
        return draft.build();
    }

    public Payment approved(Instant at, String transactionKey, String approvalNumber) {
        PaymentDraft draft = to(PaymentStatus.DONE, at);
        draft.approvedAt = at;
        draft.lastTransactionKey = transactionKey;
        draft.approveNo = approvalNumber;
        return draft.build();
    }

    /** Confirmed without money: the virtual account waits. */
    public Payment waiting(Instant at, String transactionKey) {
        PaymentDraft draft = to(PaymentStatus.WAITING_FOR_DEPOSIT, at);
        draft.approvedAt = null;
        draft.lastTransactionKey = transactionKey;
        return draft.build();
    }

    public Payment deposited(Instant at, String transactionKey) {
        PaymentDraft draft = to(PaymentStatus.DONE, at);
        draft.approvedAt = at;
        draft.lastTransactionKey = transactionKey;
        draft.failure = null;
        return draft.build();
    }

    public Payment aborted(Instant at, String transactionKey, Failure reason) {
        PaymentDraft draft = to(PaymentStatus.ABORTED, at);
        draft.lastTransactionKey = transactionKey;
        draft.failure = reason;
        return draft.build();
    }

    public Payment expired(Instant at) {
        PaymentDraft draft = to(PaymentStatus.EXPIRED, at);
        draft.failure = new Failure("EXPIRED_PAYMENT", "The payment expired before it was paid.");
        return draft.build();
    }

    /** Until when somebody must act; empty when nothing is awaited. */
    public Optional<Instant> deadline() {
        return switch (status) {
            case READY -> Optional.of(requestedAt.plus(WINDOW));
            case IN_PROGRESS -> Optional.ofNullable(authenticatedAt).map(at -> at.plus(SESSION));
            case WAITING_FOR_DEPOSIT -> Optional.ofNullable(account).map(VirtualAccount::dueAt);
            case DONE, ABORTED, EXPIRED, CANCELED, PARTIAL_CANCELED -> Optional.empty();
        };
    }

    /** Expiry needs no event: it follows from the time. */
    public Payment asOf(Instant now) {
        return deadline().filter(now::isAfter).map(this::expired).orElse(this);
    }

    /** @param amount at most the balance; all of an untouched payment makes it CANCELED, else PARTIAL_CANCELED */
    public Payment canceled(long amount, String reason, Instant at, String transactionKey) {
        return with(Cancel.done(transactionKey, amount, reason, balanceAmount - amount, at), at);
    }

    /** The cancel is added, or put in the place of the one with its id; the balance follows from those that succeeded. */
    public Payment with(Cancel cancel, Instant at) {
        PaymentDraft draft = new PaymentDraft(this);
        draft.put(cancel);
        draft.balanceAmount = totalAmount - draft.canceledAmount();
        if (cancel.state() == Cancel.State.SUCCEEDED) {
            boolean whole = draft.balanceAmount == 0 && cancel.cancelAmount() == totalAmount;
            draft.move(whole ? PaymentStatus.CANCELED : PaymentStatus.PARTIAL_CANCELED, at);
            draft.lastTransactionKey = cancel.transactionKey();
        }
        return draft.build();
    }

    public Optional<Cancel> cancel(String id) {
        return cancels.stream().filter(cancel -> cancel.id().equals(id)).findFirst();
    }

    /** The balance less what cancels that are under way will take. */
    public long cancelableAmount() {
        return balanceAmount
                - cancels.stream()
                        .filter(cancel -> cancel.state() == Cancel.State.REQUESTED)
                        .mapToLong(Cancel::cancelAmount)
                        .sum();
    }

    private PaymentDraft to(PaymentStatus next, Instant at) {
        PaymentDraft draft = new PaymentDraft(this);
        draft.move(next, at);
        return draft;
    }
}
