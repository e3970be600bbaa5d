package dev.paysaga.payment.psp;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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

    public CancelRef withoutRefundAccount() {
        return new CancelRef(payment, reference, amount, remainingBefore, reason, null);
    }

    /**
     * The buyer's bank account. It is passed on to the provider and written nowhere.
     *
     * @param bank the provider's code of the bank
     */
    public record RefundAccount(
            @NotNull(message = "The bank is required.")
            @Pattern(regexp = "[A-Za-z0-9_]{1,20}", message = "The bank is the provider's code of it.")
            String bank,

            @NotNull(message = "The account number is required.")
            @Pattern(regexp = "[0-9]{1,20}", message = "An account number is up to 20 digits.")
            String accountNumber,

            @NotNull(message = "The account holder is required.")
            @Pattern(regexp = "(?s).*\\S.*", message = "The account holder must have a name.")
            @Size(max = 60, message = "The holder's name may have 60 characters.")
            String holderName) {

        @Override
        public String toString() {
            return "RefundAccount[hidden]";
        }
    }
}
