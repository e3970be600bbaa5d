package dev.paysaga.payment.domain;

import dev.paysaga.events.CheckoutEvent.CheckoutLine;
import dev.paysaga.events.PaymentEvent.ApprovedPaymentOrder;
import dev.paysaga.events.PaymentEvent.CanceledPaymentOrder;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/** One product of one seller in a payment. */
@Entity
@Table(name = "payment_order")
public class PaymentOrder {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "payment_order_seq")
    @SequenceGenerator(name = "payment_order_seq", sequenceName = "payment_order_seq", allocationSize = 200)
    private long id;

    @Enumerated(EnumType.STRING)
    @Column(name = "payment_order_status")
    private PaymentOrderStatus status;

    @Column(updatable = false)
    private long amount;

    @Column(updatable = false)
    private String buyerId;

    @Column(updatable = false)
    private String sellerId;

    @Column(updatable = false)
    private String productId;

    // The flags are set by statement, many orders at once; see PaymentFlags.
    @Column(updatable = false)
    private boolean ledgerUpdated;

    @Column(updatable = false)
    private boolean walletUpdated;

    @Column(updatable = false)
    private long canceledAmount;

    @SuppressWarnings("NullAway.Init") // for JPA
    protected PaymentOrder() {}

    PaymentOrder(String buyerId, CheckoutLine line) {
        this.status = PaymentOrderStatus.NOT_STARTED;
        this.amount = line.amount();
        this.buyerId = buyerId;
        this.sellerId = line.sellerId();
        this.productId = line.productId();
    }

    void become(PaymentOrderStatus next) {
        if (!status.next().contains(next)) {
            throw new IllegalStateException("Payment order " + id + " cannot go from " + status + " to " + next);
        }
        status = next;
    }

    ApprovedPaymentOrder approved() {
        return new ApprovedPaymentOrder(id, sellerId, productId, amount);
    }

    CanceledPaymentOrder canceled(long part) {
        return new CanceledPaymentOrder(id, sellerId, productId, part);
    }

    public long id() {
        return id;
    }

    public PaymentOrderStatus status() {
        return status;
    }

    /** Minor units. */
    public long amount() {
        return amount;
    }

    public String buyerId() {
        return buyerId;
    }

    public String sellerId() {
        return sellerId;
    }

    public String productId() {
        return productId;
    }

    public boolean isLedgerUpdated() {
        return ledgerUpdated;
    }

    public boolean isWalletUpdated() {
        return walletUpdated;
    }

    /** Minor units that have not been taken back. */
    public long remaining() {
        return amount - canceledAmount;
    }

    /** Minor units that have been taken back. */
    public long canceledAmount() {
        return canceledAmount;
    }
}
