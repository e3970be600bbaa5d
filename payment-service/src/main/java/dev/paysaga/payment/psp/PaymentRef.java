package dev.paysaga.payment.psp;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.payment.domain.Payment;
import org.jspecify.annotations.Nullable;

/**
 * The payment that a provider is asked about.
 *
 * @param paymentKey the provider's own name of it, or what its confirm wants (PortOne: the payment token); absent while
 *     no confirm was asked for: then it is looked up by its order
 * @param money what we want to be taken, by our own books
 */
public record PaymentRef(OrderId orderId, @Nullable String paymentKey, Money money) {

    /** @throws IllegalStateException when no confirm has been asked for */
    public String requiredPaymentKey() {
        if (paymentKey == null) {
            throw new IllegalStateException("Order " + orderId.value() + " has no payment key yet");
        }
        return paymentKey;
    }

    public static PaymentRef of(Payment payment) {
        return new PaymentRef(payment.orderId(), payment.paymentKey(), new Money(payment.amount(), payment.currency()));
    }
}
