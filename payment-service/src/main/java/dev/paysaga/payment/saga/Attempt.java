package dev.paysaga.payment.saga;

import dev.paysaga.payment.domain.ConfirmOutcome.Resend;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call to the provider that may have moved money.
 *
 * @param cancellationId present exactly when {@link Operation#CANCEL}
 * @param idempotencyKey under which it was, and may again be, sent
 * @param requestBody the bytes that were sent, less a refund account
 * @param resend how it may be asked for again if it was not executed
 * @param tries how often its outcome has been looked for in vain
 * @param startedAt when it was recorded, just before the key's first use
 */
record Attempt(
        long id,
        String orderId,
        Operation operation,
        @Nullable Long cancellationId,
        String idempotencyKey,
        String requestBody,
        Resend resend,
        int tries,
        Instant startedAt) {

    /**
     * Whether the provider still knows the key.
     *
     * @param validity how long after its first use it may be sent again
     */
    boolean isKeyKept(Instant now, Duration validity) {
        return now.isBefore(startedAt.plus(validity));
    }

    /** @throws IllegalStateException when it is no cancel */
    long requiredCancellationId() {
        if (cancellationId == null) {
            throw new IllegalStateException("Attempt " + id + " is no cancel");
        }
        return cancellationId;
    }
}
