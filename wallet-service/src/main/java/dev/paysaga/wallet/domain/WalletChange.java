package dev.paysaga.wallet.domain;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Money that a seller receives or gives back for one payment order.
 *
 * @param cancellationId the cancel that a debit follows, at least 1; absent for a credit
 * @param amount more than 0; the kind says in which direction
 * @param createdAt whole microseconds, the precision of the wallets
 */
public record WalletChange(
        Kind kind,
        SellerId sellerId,
        OrderId orderId,
        long paymentOrderId,
        @Nullable Long cancellationId,
        Money amount,
        Instant createdAt) {

    /** Why a wallet changes. */
    public enum Kind {
        /** The buyer's payment was approved: the seller receives it. At most once per payment order. */
        CREDIT,
        /** Money went back to the buyer: the seller gives it back. At most once per payment order and cancel. */
        DEBIT
    }

    /** @throws IllegalArgumentException when the amount is not positive, or kind and cancel do not go together */
    public WalletChange {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("A change must be more than 0, not " + amount);
        }
        if ((kind == Kind.DEBIT) != (cancellationId != null && cancellationId > 0)) {
            throw new IllegalArgumentException("A change of kind " + kind + " cannot follow cancel " + cancellationId);
        }
    }

    /**
     * Every payment order's amount for its seller, in the order of the payment orders.
     *
     * @param createdAt whole microseconds
     * @throws IllegalArgumentException when a seller cannot have a wallet
     */
    public static List<WalletChange> of(PaymentApproved payment, Instant createdAt) {
        return payment.paymentOrders().stream()
                .map(order -> new WalletChange(
                        Kind.CREDIT,
                        new SellerId(order.sellerId()),
                        payment.orderId(),
                        order.paymentOrderId(),
                        null,
                        new Money(order.amount(), payment.currency()),
                        createdAt))
                .toList();
    }

    /**
     * What a cancel takes back from each payment order's seller, in the order of the payment orders.
     *
     * @param createdAt whole microseconds
     * @throws IllegalArgumentException when a seller cannot have a wallet
     */
    public static List<WalletChange> of(PaymentCanceled cancel, Instant createdAt) {
        return cancel.paymentOrders().stream()
                .map(order -> new WalletChange(
                        Kind.DEBIT,
                        new SellerId(order.sellerId()),
                        cancel.orderId(),
                        order.paymentOrderId(),
                        cancel.cancellationId(),
                        new Money(order.amount(), cancel.currency()),
                        createdAt))
                .toList();
    }

    /** What it does to the balance, in minor units: a debit lowers it. */
    public long effect() {
        return switch (kind) {
            case CREDIT -> amount.amount();
            case DEBIT -> -amount.amount();
        };
    }
}
