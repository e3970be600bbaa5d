package dev.paysaga.payment.api;

import dev.paysaga.payment.psp.CancelRef.RefundAccount;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What is to be given back.
 *
 * @param reason for people; the provider is told, too
 * @param amount minor units; absent: all that is left
 * @param sellerId only from this seller's payment orders
 * @param refundAccount where the money goes when it was paid by a transfer
 */
record CancelRequest(
        @NotNull(message = "The reason is required.")
        @Pattern(regexp = "(?s).*\\S.*", message = "The reason must say something.")
        @Size(max = 150, message = "The reason may have 150 characters.")
        String reason,

        @Nullable @Positive(message = "The amount must be more than 0, in minor units.")
        Long amount,

        @Nullable @Pattern(regexp = "[A-Za-z0-9._~-]{1,64}", message = "This is no seller id.")
        String sellerId,

        @Nullable @Valid RefundAccountRequest refundAccount) {

    /** Says nothing of the account. */
    @Override
    public String toString() {
        return "CancelRequest[amount=" + amount + ", sellerId=" + sellerId + "]";
    }

    /** @param bank the provider's code of the bank */
    record RefundAccountRequest(
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

        RefundAccount toRefundAccount() {
            return new RefundAccount(bank, accountNumber, holderName);
        }

        @Override
        public String toString() {
            return "RefundAccountRequest[hidden]";
        }
    }
}
