package dev.paysaga.payment.psp;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.payment.domain.Payment;

/**
 * The payment that a provider is asked about.
 *
 * @param paymentKey the provider's own name of it
 * @param money what we want to be taken, by our own books
 */
public record PaymentRef(OrderId orderId, String paymentKey, Money money) {

    public static PaymentRef of(Payment payment) {
        return new PaymentRef(
                payment.orderId(), payment.requiredPaymentKey(), new Money(payment.amount(), payment.currency()));
    }
}
