package dev.paysaga.psp.simulator.truth;

import java.time.Instant;

/**
 * A transaction at a provider: what its lists show a row of.
 *
 * @param amount minor units; 0 where no money has moved
 * @param status of the payment after it
 */
public record Movement(
        Kind kind,
        Psp psp,
        String orderId,
        String paymentKey,
        String transactionKey,
        long amount,
        PaymentStatus status,
        Instant at) {

    public enum Kind {
        CAPTURE,
        CANCEL,
        /** A deposit was taken back by the bank: what was captured is captured no more. */
        REVERSAL,
        /** A virtual account was issued. No money. */
        ISSUE,
        /** A virtual account was given up before a deposit. No money. */
        WITHDRAWAL
    }

    /** The last transaction of a payment. */
    public static Movement of(Kind kind, Payment after, long amount) {
        return new Movement(
                kind,
                after.psp(),
                after.orderId(),
                after.paymentKey(),
                String.valueOf(after.lastTransactionKey()),
                amount,
                after.status(),
                after.changedAt());
    }
}
