package dev.paysaga.psp.simulator.truth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money on its way back, or given back, or not. Amounts are minor units.
 *
 * @param id PortOne's; at Toss the same as the transaction key
 * @param refundableAmount what was left after this cancel
 * @param canceledAt null until it has succeeded
 * @param settling how it ends by itself; null when it has ended, or when nobody knows
 */
public record Cancel(
        String id,
        State state,
        long cancelAmount,
        String cancelReason,
        long refundableAmount,
        Instant requestedAt,
        @Nullable Instant canceledAt,
        String transactionKey,
        @Nullable Settling settling) {

    /** The names are PortOne's. */
    public enum State {
        REQUESTED,
        SUCCEEDED,
        FAILED
    }

    public record Settling(Instant at, boolean succeeds) {}

    static Cancel done(String transactionKey, long amount, String reason, long left, Instant at) {
        return new Cancel(transactionKey, State.SUCCEEDED, amount, reason, left, at, at, transactionKey, null);
    }

    /** @param settling null to leave it open */
    public static Cancel requested(
            String id,
            String transactionKey,
            long amount,
            String reason,
            long left,
            Instant at,
            @Nullable Settling settling) {
        return new Cancel(id, State.REQUESTED, amount, reason, left, at, null, transactionKey, settling);
    }

    public Cancel ended(boolean well, Instant at) {
        return new Cancel(
                id,
                well ? State.SUCCEEDED : State.FAILED,
                cancelAmount,
                cancelReason,
                refundableAmount,
                requestedAt,
                well ? at : null,
                transactionKey,
                null);
    }
}
