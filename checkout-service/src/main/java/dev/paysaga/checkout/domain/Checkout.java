package dev.paysaga.checkout.domain;

import dev.paysaga.events.CheckoutEvent.CheckoutCreated;
import dev.paysaga.events.CheckoutEvent.CheckoutLine;
import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.Psp;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A buyer's intention to pay: what, at which price, until when, and how it went. What was bought never changes; its
 * state is changed by conditional updates only, so that any number of instances may try.
 */
@Entity
public class Checkout {

    /** Most that one checkout may cost, in won. */
    public static final long MOST = 1_000_000_000;

    private static final int LONGEST_NAME = 100;

    @Id
    private String orderId;

    @Enumerated(EnumType.STRING)
    private CheckoutStatus status = CheckoutStatus.PREPAY;

    private String buyerId;
    private String orderName;

    @Enumerated(EnumType.STRING)
    private Psp psp;

    private long amount;
    private String currency;
    private Instant createdAt;
    private Instant expiresAt;
    private @Nullable String paymentKey;
    private @Nullable String failureCode;
    private @Nullable String failureMessage;
    private @Nullable Instant depositDueAt;
    private long canceledAmount;

    @ElementCollection
    @CollectionTable(name = "checkout_line", joinColumns = @JoinColumn(name = "order_id"))
    @OrderColumn(name = "line_no")
    private List<Line> lines = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    protected Checkout() {}

    /**
     * @param items one per product, at least one, all in one currency
     * @param expiresAt from then on the buyer can no longer begin to pay
     * @throws ArithmeticException when the sum is no {@code long}
     */
    public Checkout(OrderId orderId, String buyerId, Psp psp, List<Item> items, Instant createdAt, Instant expiresAt) {
        this.orderId = orderId.value();
        this.buyerId = buyerId;
        this.psp = psp;
        this.orderName = name(items);
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
        items.forEach(item -> lines.add(Line.of(item)));
        Money total = total(items);
        this.amount = total.amount();
        this.currency = total.currency();
    }

    /**
     * What the items cost together.
     *
     * @throws ArithmeticException when the sum is no {@code long}
     */
    public static Money total(List<Item> items) {
        return items.stream()
                .map(item -> item.product().price().times(item.quantity()))
                .reduce(Money::plus)
                .orElseThrow(() -> new IllegalArgumentException("A checkout has at least one line"));
    }

    /** What the buyer sees in the payment window: the first product, and how many more. */
    static String name(List<Item> items) {
        String more = items.size() == 1 ? "" : " and " + (items.size() - 1) + " more";
        String first = items.getFirst().product().name();
        int room = LONGEST_NAME - more.length();
        return (first.length() <= room ? first : first.substring(0, room - 1) + "…") + more;
    }

    /** What is now true, for others to hear. */
    public CheckoutCreated created() {
        return new CheckoutCreated(
                orderId(),
                buyerId,
                orderName,
                psp,
                amount,
                currency,
                createdAt,
                expiresAt,
                lines.stream()
                        .map(line ->
                                new CheckoutLine(line.productId(), line.sellerId(), line.quantity(), line.amount()))
                        .toList());
    }

    /** What a confirm with this payment key means now. */
    public Confirmation confirmation(String key, Instant now) {
        boolean sameKey = key.equals(paymentKey);
        return switch (status) {
            case PREPAY -> now.isAfter(expiresAt) ? Confirmation.EXPIRED : Confirmation.BEGIN;
            case IN_PROGRESS -> sameKey ? Confirmation.GO_ON : Confirmation.OTHER_IN_PROGRESS;
            case SUCCESS, COMPLETE, FAIL -> sameKey ? Confirmation.REPEAT : Confirmation.CLOSED;
            case CANCEL -> {
                if (sameKey) {
                    yield Confirmation.REPEAT;
                }
                yield paymentKey == null && now.isAfter(expiresAt) ? Confirmation.EXPIRED : Confirmation.CLOSED;
            }
        };
    }

    public OrderId orderId() {
        return new OrderId(orderId);
    }

    public CheckoutStatus status() {
        return status;
    }

    public Psp psp() {
        return psp;
    }

    public String orderName() {
        return orderName;
    }

    public Money total() {
        return new Money(amount, currency);
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** Until when the buyer may transfer the money; present only while that is awaited. */
    public Optional<Instant> depositDueAt() {
        return status == CheckoutStatus.IN_PROGRESS ? Optional.ofNullable(depositDueAt) : Optional.empty();
    }

    /** What has been given back so far. */
    public Money canceled() {
        return new Money(canceledAmount, currency);
    }

    /** Whether a buyer may begin to pay it now. */
    public boolean isPayable(Instant now) {
        return status == CheckoutStatus.PREPAY && !now.isAfter(expiresAt);
    }

    /** Why it failed; present exactly when it did. */
    public Optional<Failure> failure() {
        return status == CheckoutStatus.FAIL && failureCode != null && failureMessage != null
                ? Optional.of(new Failure(failureCode, failureMessage))
                : Optional.empty();
    }
}
