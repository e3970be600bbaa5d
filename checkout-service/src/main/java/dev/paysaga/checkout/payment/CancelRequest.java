package dev.paysaga.checkout.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A cancel, as the payment-service takes it.
 *
 * @param reason for the provider and the books
 * @param amount minor units; null for all that is left
 * @param sellerId whose products; null for every seller's
 * @param refundAccount where the money goes; only what was paid by a transfer wants one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CancelRequest(
        String reason,
        @Nullable Long amount,
        @Nullable String sellerId,
        @Nullable RefundAccount refundAccount) {

    /** All that is left. */
    public boolean isWhole() {
        return amount == null && sellerId == null;
    }

    /** Passed on to the payment-service, and kept and logged nowhere. */
    public record RefundAccount(String bank, String accountNumber, String holderName) {

        @Override
        public String toString() {
            return "RefundAccount[" + bank + "]";
        }
    }
}
