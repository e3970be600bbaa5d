package dev.paysaga.wallet.domain;

import dev.paysaga.events.Money;
import dev.paysaga.events.PaymentEvent.ApprovedPaymentOrder;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import java.time.Instant;
import java.util.List;

/** What an approved payment means for the wallets: all of its credits, or none and the reason. */
public sealed interface Crediting {

    /** @param credits one per payment order, in their order; together exactly the amount of the payment */
    record Credited(List<Credit> credits) implements Crediting {}

    /** @param reason for people: what in the payment contradicts itself */
    record Refused(String reason) implements Crediting {}

    /**
     * Gives every payment order's amount to its seller.
     *
     * @param createdAt whole microseconds
     */
    static Crediting of(PaymentApproved payment, Instant createdAt) {
        List<ApprovedPaymentOrder> orders = payment.paymentOrders();
        if (orders.isEmpty()) {
            return new Refused("it has no payment orders");
        }
        if (orders.stream().map(ApprovedPaymentOrder::paymentOrderId).distinct().count() < orders.size()) {
            return new Refused("it names a payment order twice");
        }
        try {
            List<Credit> credits = orders.stream()
                    .map(order -> credit(payment, order, createdAt))
                    .toList();
            Money credited =
                    credits.stream().map(Credit::amount).reduce(Money::plus).orElseThrow();
            return credited.equals(payment.total())
                    ? new Credited(credits)
                    : new Refused("its payment orders are " + credited + ", but it is " + payment.total());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new Refused(String.valueOf(e.getMessage()));
        }
    }

    private static Credit credit(PaymentApproved payment, ApprovedPaymentOrder order, Instant createdAt) {
        return new Credit(
                new SellerId(order.sellerId()),
                payment.orderId(),
                order.paymentOrderId(),
                new Money(order.amount(), payment.currency()),
                createdAt);
    }
}
