package dev.paysaga.payment.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Money of a payment that goes back to the buyer: all of it, or a part.
 *
 * @param id also its name at the provider, see {@link #reference}
 * @param amount minor units, the sum of its parts when booked
 * @param reason for people, at most 150 characters
 * @param booked whether the money was ever in our books; if not, it came too late for its order, belongs to no payment
 *     order and is not announced
 * @param withRefundAccount whether the money goes to a bank account that was named with the wish
 * @param remainingBefore minor units that were left at the provider when it was its turn; absent before that
 * @param requestedAt when the provider said that it will tell the end later; absent otherwise
 * @param failureCode the provider's own code of a refusal; absent unless {@code FAILURE}
 * @param parts from which payment orders it is taken; none when not booked
 */
public record Cancellation(
        long id,
        long amount,
        String reason,
        RequestedBy requestedBy,
        boolean booked,
        boolean withRefundAccount,
        CancellationStatus status,
        @Nullable Long remainingBefore,
        @Nullable Instant requestedAt,
        @Nullable String failureCode,
        @Nullable String failureMessage,
        boolean ledgerUpdated,
        boolean walletUpdated,
        boolean isCancellationDone,
        List<CancellationPart> parts) {

    public Cancellation {
        parts = List.copyOf(parts);
    }

    /** The same, taken from these payment orders. */
    public Cancellation takenFrom(List<CancellationPart> parts) {
        return new Cancellation(
                id,
                amount,
                reason,
                requestedBy,
                booked,
                withRefundAccount,
                status,
                remainingBefore,
                requestedAt,
                failureCode,
                failureMessage,
                ledgerUpdated,
                walletUpdated,
                isCancellationDone,
                parts);
    }

    /** By which the provider's account of the payment shows it again. */
    public String reference() {
        return Long.toString(id);
    }

    /** On whose wish. */
    public enum RequestedBy {
        BUYER,
        OPERATOR,
        /** Nobody asked: money came for a checkout that nobody will pay any more. */
        SYSTEM
    }
}
