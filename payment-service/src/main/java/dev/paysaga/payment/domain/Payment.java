package dev.paysaga.payment.domain;

import dev.paysaga.events.CheckoutEvent.CheckoutCreated;
import dev.paysaga.events.OrderId;
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

    /** The failure code of a payment whose checkout was canceled before a confirm. */
    public static final String CHECKOUT_CANCELED = "CHECKOUT_CANCELED";

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

    private @Nullable Instant depositDueAt;

    private @Nullable String depositSecretHash;

    private @Nullable Instant checkoutCanceledAt;

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
        return Announcements.declined(this, takenKey, failureCode, failureMessage, now);
    }

    /**
     * Hears that nobody will pay the checkout any more. Without a confirm it ends here; one that is under way goes on,
     * and what it brings is given back.
     *
     * @return whether the money is here already, so that it must be given back now
     */
    public boolean cancelCheckout(Instant now) {
        if (checkoutCanceledAt == null) {
            checkoutCanceledAt = now;
        }
        if (status() == PaymentOrderStatus.NOT_STARTED) {
            become(PaymentOrderStatus.FAILURE);
            failureCode = CHECKOUT_CANCELED;
            failureMessage = "The checkout was canceled before it was paid; nothing has been charged.";
        }
        return status() == PaymentOrderStatus.SUCCESS;
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
                begin();
                become(PaymentOrderStatus.SUCCESS);
                approvedAt = approved.approvedAt();
                nextPushAt = now.plus(pushAfter);
                yield Optional.of(Announcements.approved(this, approved.approvedAt()));
            }
            case Declined(String code, String message) -> {
                become(PaymentOrderStatus.FAILURE);
                failureCode = code;
                failureMessage = message;
                yield Optional.of(Announcements.declined(this, nameAtProvider(), code, message, now));
            }
            case WaitingForDeposit(Instant dueAt, String secretHash) -> waitForDeposit(dueAt, secretHash);
            case Unknown _, InFlight _, ConfigError _ -> {
                if (status() == PaymentOrderStatus.EXECUTING && depositDueAt == null) {
                    become(PaymentOrderStatus.UNKNOWN);
                }
                yield Optional.empty();
            }
        };
    }

    /** Announced once; what is learned later (another deadline, the secret's hash) is only taken over. */
    private Optional<SagaEvent> waitForDeposit(Instant dueAt, @Nullable String secretHash) {
        begin();
        boolean first = depositDueAt == null;
        depositDueAt = dueAt;
        if (secretHash != null) {
            depositSecretHash = secretHash;
        }
        return first ? Optional.of(Announcements.waitingForDeposit(this, dueAt)) : Optional.empty();
    }

    /** The provider was faster than the confirm, as one that takes money by itself can be. */
    private void begin() {
        if (status() == PaymentOrderStatus.NOT_STARTED) {
            become(PaymentOrderStatus.EXECUTING);
        }
    }

    private void become(PaymentOrderStatus next) {
        paymentOrders.forEach(paymentOrder -> paymentOrder.become(next));
    }

    /** The state that all its payment orders share. */
    public PaymentOrderStatus status() {
        return paymentOrders.getFirst().status();
    }

    /**
     * Where it stands when the provider is looked at.
     *
     * @param closing until when the provider may be asked for the money; absent when it was never asked
     * @param depositGrace how long after its deadline a deposit may still be on its way
     */
    public Stage stage(Instant now, @Nullable Instant closing, Duration depositGrace) {
        return switch (status()) {
            case NOT_STARTED -> Stage.NOT_STARTED;
            case SUCCESS -> Stage.APPROVED;
            case FAILURE -> {
                if (CHECKOUT_CANCELED.equals(failureCode)) {
                    yield Stage.VOID;
                }
                yield depositDueAt == null ? Stage.REFUSED : Stage.DEPOSIT_MISSED;
            }
            case EXECUTING, UNKNOWN -> {
                if (depositDueAt != null) {
                    yield now.isAfter(depositDueAt.plus(depositGrace)) ? Stage.DEPOSIT_OVERDUE : Stage.WAITING;
                }
                yield closing != null && now.isAfter(closing) ? Stage.OVERDUE : Stage.ASKED;
            }
        };
    }

    /** Whether the provider can be told which payment is meant: PortOne knows it by our order id. */
    public boolean isNamedAtProvider() {
        return paymentKey != null || psp == Psp.PORTONE;
    }

    /**
     * What others are told as the provider's name of the payment.
     *
     * @throws IllegalStateException when the provider has not named it to us
     */
    String nameAtProvider() {
        if (paymentKey != null) {
            return paymentKey;
        }
        if (psp == Psp.PORTONE) {
            return orderId;
        }
        throw new IllegalStateException("Order " + orderId + " has no payment key yet");
    }

    /** Minor units that we have and have not given back; 0 while there is no money. */
    public long remaining() {
        return status() == PaymentOrderStatus.SUCCESS
                ? paymentOrders.stream().mapToLong(PaymentOrder::remaining).sum()
                : 0;
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

    /** Until when the provider takes the buyer's deposit; absent unless one is, or was, waited for. */
    public @Nullable Instant depositDueAt() {
        return depositDueAt;
    }

    /** Lower-case hexadecimal SHA-256 of what the provider names in its news about the deposit. */
    public @Nullable String depositSecretHash() {
        return depositSecretHash;
    }

    /** Whether the provider is waiting for the buyer's deposit. */
    public boolean isWaitingForDeposit() {
        return depositDueAt != null && !status().isFinal();
    }

    /** Whether nobody will pay the checkout any more: money that comes is given back. */
    public boolean isCheckoutCanceled() {
        return checkoutCanceledAt != null;
    }

    public List<PaymentOrder> paymentOrders() {
        return List.copyOf(paymentOrders);
    }
}
