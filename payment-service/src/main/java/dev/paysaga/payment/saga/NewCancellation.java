package dev.paysaga.payment.saga;

import dev.paysaga.payment.domain.Cancellation.RequestedBy;
import dev.paysaga.payment.domain.CancellationPart;
import dev.paysaga.payment.psp.CancelRef.RefundAccount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cancel to be laid down.
 *
 * @param key the client's own name of the request, if it has one
 * @param hash of the request, lower-case hexadecimal SHA-256; for {@code key}
 * @param amount minor units, the sum of the parts when booked
 */
record NewCancellation(
        @Nullable String key,
        @Nullable String hash,
        long amount,
        String reason,
        RequestedBy requestedBy,
        boolean booked,
        @Nullable RefundAccount refundAccount,
        List<CancellationPart> parts) {

    NewCancellation {
        parts = List.copyOf(parts);
    }
}
