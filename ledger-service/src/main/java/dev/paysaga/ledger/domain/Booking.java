package dev.paysaga.ledger.domain;

import dev.paysaga.events.Money;
import dev.paysaga.events.PaymentEvent.ApprovedPaymentOrder;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import java.time.Instant;
import java.util.List;

/** What an approved payment means for the books: all of its entries, or none and the reason. */
public sealed interface Booking {

    /** @param entries one per payment order, in their order; together exactly the amount of the payment */
    record Booked(List<LedgerEntry> entries) implements Booking {}

    /** @param reason for people: what in the payment contradicts itself */
    record Refused(String reason) implements Booking {}

    /**
     * Books what the provider owes us for the payment, and what we owe each seller in turn.
     *
     * @param recordedAt whole microseconds
     */
    static Booking of(PaymentApproved payment, Instant recordedAt) {
        List<ApprovedPaymentOrder> orders = payment.paymentOrders();
        if (orders.isEmpty()) {
            return new Refused("it has no payment orders");
        }
        if (orders.stream().map(ApprovedPaymentOrder::paymentOrderId).distinct().count() < orders.size()) {
            return new Refused("it names a payment order twice");
        }
        try {
            List<LedgerEntry> entries = orders.stream()
                    .map(order -> entry(payment, order, recordedAt))
                    .toList();
            Money booked = entries.stream()
                    .map(LedgerEntry::amount)
                    .reduce(Money::plus)
                    .orElseThrow();
            return booked.equals(payment.total())
                    ? new Booked(entries)
                    : new Refused("its payment orders are " + booked + ", but it is " + payment.total());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new Refused(String.valueOf(e.getMessage()));
        }
    }

    private static LedgerEntry entry(PaymentApproved payment, ApprovedPaymentOrder order, Instant recordedAt) {
        return new LedgerEntry(
                payment.orderId(),
                order.paymentOrderId(),
                LedgerEntry.Kind.PAYMENT,
                Account.receivableFrom(payment.psp()),
                Account.payableTo(order.sellerId()),
                new Money(order.amount(), payment.currency()),
                recordedAt);
    }
}
