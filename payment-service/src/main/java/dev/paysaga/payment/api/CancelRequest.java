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

        @Nullable @Valid RefundAccount refundAccount) {

    CancelRequest withoutAccount() {
        return new CancelRequest(reason, amount, sellerId, null);
    }

    /** Says nothing of the account. */
    @Override
    public String toString() {
        return "CancelRequest[amount=" + amount + ", sellerId=" + sellerId + "]";
    }
}
