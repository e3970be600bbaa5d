package dev.paysaga.payment.domain;

import dev.paysaga.events.CheckoutEvent.CheckoutCreated;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentDeclined;
import dev.paysaga.events.Psp;
import dev.paysaga.events.SagaEvent;
import dev.paysaga.payment.domain.ConfirmOutcome.Approved;
import dev.paysaga.payment.domain.ConfirmOutcome.ConfigError;
import dev.paysaga.payment.domain.ConfirmOutcome.Declined;
import dev.paysaga.payment.domain.ConfirmOutcome.InFlight;
import dev.paysaga.payment.domain.ConfirmOutcome.Unknown;
import dev.paysaga.payment.domain.ConfirmOutcome.WaitingForDeposit;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is confirmed with the provider for one checkout: a payment event with its payment orders, which share one fate.
 *
 * <p>Whoever changes it holds its row lock. Every change that others must know of is returned as the event that is now
 * true.
 */
@Entity
@Table(name = "payment_event")
public class Payment {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "payment_event_seq")
    @SequenceGenerator(name = "payment_event_seq", sequenceName = "payment_event_seq", allocationSize = 100)
    private long id;

    @Column(updatable = false)
    private String orderId;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Psp psp;

    private @Nullable String paymentKey;

    @Column(updatable = false)
    private String buyerId;

    @Column(updatable = false)
    private String orderName;

    @Column(updatable = false)
    private String currency;

    @Column(updatable = false)
    private long amount;

    @Column(name = "is_payment_done", updatable = false) // set by statement; see PaymentFlags
    private boolean paymentDone;

    private @Nullable String failureCode;

    private @Nullable String failureMessage;

    @Column(updatable = false)
    private Instant createdAt;

    private @Nullable Instant approvedAt;

    private @Nullable Instant nextPushAt;

    @OneToMany(cascade = CascadeType.PERSIST, fetch = FetchType.EAGER)
    @JoinColumn(name = "payment_event_id", nullable = false, updatable = false)
    @OrderBy("id")
    private List<PaymentOrder> paymentOrders = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // for JPA
    protected Payment() {}

    public Payment(CheckoutCreated checkout, Instant now) {
        this.orderId = checkout.orderId().value();
        this.psp = checkout.psp();
        this.buyerId = checkout.buyerId();
        this.orderName = checkout.orderName();
        this.currency = checkout.currency();
        this.amount = checkout.amount();
        this.createdAt = now;
        checkout.lines().forEach(line -> paymentOrders.add(new PaymentOrder(buyerId, line)));
        long sum = paymentOrders.stream().mapToLong(PaymentOrder::amount).reduce(0, Math::addExact);
        if (sum != amount) {
            throw new IllegalArgumentException("The lines of " + orderId + " sum up to " + sum + ", not " + amount);
        }
    }

    /** Whether a confirm of this amount would be the first one. */
    public boolean isPayable(long amount) {
        return status() == PaymentOrderStatus.NOT_STARTED && amount == this.amount;
    }

    /** Decides what a request to confirm means, and records the intent when the provider is to be called. */
    public ConfirmDecision confirm(String paymentKey, long amount) {
        if (amount != this.amount) {
            return ConfirmDecision.OTHER_AMOUNT;
        }
        if (this.paymentKey != null && !this.paymentKey.equals(paymentKey)) {
            return ConfirmDecision.OTHER_PAYMENT_KEY;
        }
        return switch (status()) {
            case SUCCESS, FAILURE -> ConfirmDecision.ENDED;
            case EXECUTING, UNKNOWN -> ConfirmDecision.RUNNING;
            case NOT_STARTED -> {
                this.paymentKey = paymentKey;
                become(PaymentOrderStatus.EXECUTING);
                yield ConfirmDecision.SEND;
            }
        };
    }

    /**
     * Refuses to be paid with a payment of the provider that pays another order. Nothing is sent to the provider.
     *
     * @param takenKey the payment key of that other order
     */
    public PaymentDeclined refuse(String takenKey, Instant now) {
        become(PaymentOrderStatus.FAILURE);
        failureCode = "PAYMENT_KEY_TAKEN";
        failureMessage = "This payment of the provider pays another order already; nothing has been charged.";
        return new PaymentDeclined(
                new OrderId(orderId), psp, takenKey, amount, currency, failureCode, failureMessage, now);
    }

    /**
     * Takes over what is known now, and answers the event that is now true, if any. Once the end is known, later
     * answers change nothing.
     *
     * @param pushAfter how long after an approval the payment should be done
     */
    public Optional<SagaEvent> record(ConfirmOutcome outcome, Instant now, Duration pushAfter) {
        if (status().isFinal()) {
            return Optional.empty();
        }
        return switch (outcome) {
            case Approved approved -> {
                become(PaymentOrderStatus.SUCCESS);
                approvedAt = approved.approvedAt();
                nextPushAt = now.plus(pushAfter);
                yield Optional.of(approvedEvent(approved.approvedAt()));
            }
            case Declined(String code, String message) -> {
                become(PaymentOrderStatus.FAILURE);
                failureCode = code;
                failureMessage = message;
                yield Optional.of(new PaymentDeclined(
                        new OrderId(orderId), psp, requiredPaymentKey(), amount, currency, code, message, now));
            }
            case WaitingForDeposit _ -> throw new UnsupportedOperationException("deposits are not waited for yet");
            case Unknown _, InFlight _, ConfigError _ -> {
                if (status() == PaymentOrderStatus.EXECUTING) {
                    become(PaymentOrderStatus.UNKNOWN);
                }
                yield Optional.empty();
            }
        };
    }

    private PaymentApproved approvedEvent(Instant approvedAt) {
        return new PaymentApproved(
                new OrderId(orderId),
                psp,
                requiredPaymentKey(),
                amount,
                currency,
                approvedAt,
                paymentOrders.stream().map(PaymentOrder::approved).toList());
    }

    private void become(PaymentOrderStatus next) {
        paymentOrders.forEach(paymentOrder -> paymentOrder.become(next));
    }

    /** The state that all its payment orders share. */
    public PaymentOrderStatus status() {
        return paymentOrders.getFirst().status();
    }

    /** @throws IllegalStateException when no confirm has been recorded */
    public String requiredPaymentKey() {
        if (paymentKey == null) {
            throw new IllegalStateException("Order " + orderId + " has no payment key yet");
        }
        return paymentKey;
    }

    public long id() {
        return id;
    }

    public OrderId orderId() {
        return new OrderId(orderId);
    }

    public Psp psp() {
        return psp;
    }

    public @Nullable String paymentKey() {
        return paymentKey;
    }

    public String buyerId() {
        return buyerId;
    }

    public String orderName() {
        return orderName;
    }

    public String currency() {
        return currency;
    }

    /** Minor units. */
    public long amount() {
        return amount;
    }

    public boolean isPaymentDone() {
        return paymentDone;
    }

    /** The provider's code of a refusal; absent unless {@code FAILURE}. */
    public @Nullable String failureCode() {
        return failureCode;
    }

    public @Nullable String failureMessage() {
        return failureMessage;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant approvedAt() {
        return approvedAt;
    }

    public @Nullable Instant nextPushAt() {
        return nextPushAt;
    }

    public List<PaymentOrder> paymentOrders() {
        return List.copyOf(paymentOrders);
    }
}
