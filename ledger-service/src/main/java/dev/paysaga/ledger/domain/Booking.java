package dev.paysaga.ledger.domain;

import dev.paysaga.events.Money;
import dev.paysaga.events.PaymentEvent.ApprovedPaymentOrder;
import dev.paysaga.events.PaymentEvent.CanceledPaymentOrder;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import java.time.Instant;
import java.util.List;

/**
 * What happens to a payment, as entries: one per payment order, in their order, together exactly its amount.
 *
 * <p>Throws {@link IllegalArgumentException} when no account can be named after a seller.
 */
public final class Booking {

    private Booking() {}

    /**
     * Books what the provider owes us for the payment, and what we owe each seller in turn.
     *
     * @param recordedAt whole microseconds
     */
    public static List<LedgerEntry> of(PaymentApproved payment, Instant recordedAt) {
        return payment.paymentOrders().stream()
                .map(order -> entry(payment, order, recordedAt))
                .toList();
    }

    /**
     * Books the same the other way round for what a cancel gives back: we owe the sellers less, and the provider us.
     *
     * @param recordedAt whole microseconds
     */
    public static List<LedgerEntry> of(PaymentCanceled cancel, Instant recordedAt) {
        return cancel.paymentOrders().stream()
                .map(order -> entry(cancel, order, recordedAt))
                .toList();
    }

    private static LedgerEntry entry(PaymentApproved payment, ApprovedPaymentOrder order, Instant recordedAt) {
        return new LedgerEntry(
                payment.orderId(),
                order.paymentOrderId(),
                LedgerEntry.Kind.PAYMENT,
                null,
                Account.receivableFrom(payment.psp()),
                Account.payableTo(order.sellerId()),
                new Money(order.amount(), payment.currency()),
                recordedAt);
    }

    private static LedgerEntry entry(PaymentCanceled cancel, CanceledPaymentOrder order, Instant recordedAt) {
        return new LedgerEntry(
                cancel.orderId(),
                order.paymentOrderId(),
                LedgerEntry.Kind.CANCEL,
                cancel.cancellationId(),
                Account.payableTo(order.sellerId()),
                Account.receivableFrom(cancel.psp()),
                new Money(order.amount(), cancel.currency()),
                recordedAt);
    }
}
