package dev.paysaga.events;

import java.util.HashSet;
import java.util.List;

/** What one payment order contributes to an event that has several: more than 0, and each payment order once. */
sealed interface PaymentOrderPart
        permits PaymentEvent.ApprovedPaymentOrder,
                PaymentEvent.CanceledPaymentOrder,
                LedgerEvent.RecordedEntry,
                WalletEvent.WalletCredit,
                WalletEvent.WalletDebit {

    long paymentOrderId();

    /** Minor units. */
    long amount();

    /** @throws IllegalArgumentException when there are none, one is not more than 0, or a payment order comes twice */
    static <P extends PaymentOrderPart> List<P> each(List<P> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("It has no payment orders");
        }
        var seen = new HashSet<Long>();
        for (P part : parts) {
            if (!seen.add(part.paymentOrderId())) {
                throw new IllegalArgumentException("It names payment order " + part.paymentOrderId() + " twice");
            }
            if (part.amount() <= 0) {
                throw new IllegalArgumentException(
                        "Payment order " + part.paymentOrderId() + " must be more than 0, not " + part.amount());
            }
        }
        return List.copyOf(parts);
    }

    /** @throws IllegalArgumentException also when they do not add up to the total */
    static <P extends PaymentOrderPart> List<P> of(Money total, List<P> parts) {
        List<P> checked = each(parts);
        Money sum = sum(total.currency(), checked);
        if (!sum.equals(total)) {
            throw new IllegalArgumentException("Its payment orders are " + sum + ", but it is " + total);
        }
        return checked;
    }

    private static Money sum(String currency, List<? extends PaymentOrderPart> parts) {
        try {
            return parts.stream()
                    .map(part -> new Money(part.amount(), currency))
                    .reduce(new Money(0, currency), Money::plus);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("Its payment orders are more than fits", e);
        }
    }
}
