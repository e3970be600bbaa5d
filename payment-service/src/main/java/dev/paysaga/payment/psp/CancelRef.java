package dev.paysaga.payment.psp;

import org.jspecify.annotations.Nullable;

/**
 * The cancel that a provider is asked for.
 *
 * @param reference our name of it, by which the provider's account of the payment shows it again
 * @param amount minor units to give back
 * @param remainingBefore minor units that could be given back before it; the provider refuses when its own figure differs
 * @param reason for people, at most 150 characters
 * @param refundAccount where the money goes when it was paid by a transfer
 */
public record CancelRef(
        PaymentRef payment,
        String reference,
        long amount,
        long remainingBefore,
        String reason,
        @Nullable RefundAccount refundAccount) {

    /**
     * The buyer's bank account.
     *
     * @param bank the provider's code of the bank
     */
    public record RefundAccount(String bank, String accountNumber, String holderName) {

        @Override
        public String toString() {
            return "RefundAccount[hidden]";
        }
    }
}
