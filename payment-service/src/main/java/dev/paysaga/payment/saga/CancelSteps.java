package dev.paysaga.payment.saga;

import dev.paysaga.payment.domain.Cancellation;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * How a cancel goes forward: a conditional update for each step, in the caller's transaction, which holds the payment's
 * row lock.
 */
@Repository
class CancelSteps {

    private final JdbcTemplate jdbc;

    CancelSteps(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** It is on its way to the provider; the row must have waited for its turn. */
    void start(long id, long remainingBefore) {
        requireOne(
                jdbc.update(
                        "UPDATE cancellation SET status = 'EXECUTING', remaining_before = ?, next_start_at = NULL"
                                + " WHERE id = ? AND status = 'NOT_STARTED'",
                        remainingBefore,
                        id),
                id);
    }

    void unknown(long id) {
        jdbc.update("UPDATE cancellation SET status = 'UNKNOWN' WHERE id = ? AND status = 'EXECUTING'", id);
    }

    /** The provider tells the end later. */
    void requested(long id, Instant now) {
        jdbc.update(
                "UPDATE cancellation SET requested_at = ? WHERE id = ? AND requested_at IS NULL"
                        + " AND status IN ('EXECUTING', 'UNKNOWN')",
                Timestamp.from(now),
                id);
    }

    /**
     * The money went back: the cancel ends, and its payment orders have so much less.
     *
     * @throws IllegalStateException when a payment order has less left than is taken; then nothing of it holds
     */
    void succeed(Cancellation cancellation, Instant now, @Nullable Instant nextPushAt) {
        requireOne(
                jdbc.update(
                        "UPDATE cancellation SET status = 'SUCCESS', ended_at = ?, next_push_at = ?"
                                + " WHERE id = ? AND status IN ('EXECUTING', 'UNKNOWN')",
                        Timestamp.from(now),
                        nextPushAt == null ? null : Timestamp.from(nextPushAt),
                        cancellation.id()),
                cancellation.id());
        cancellation
                .parts()
                .forEach(part -> requireOne(
                        jdbc.update(
                                "UPDATE payment_order SET canceled_amount = canceled_amount + ?"
                                        + " WHERE id = ? AND canceled_amount + ? <= amount",
                                part.amount(),
                                part.paymentOrderId(),
                                part.amount()),
                        cancellation.id()));
    }

    void fail(long id, String code, String message, Instant now) {
        requireOne(
                jdbc.update(
                        "UPDATE cancellation SET status = 'FAILURE', failure_code = ?, failure_message = ?,"
                                + " ended_at = ? WHERE id = ? AND status IN ('EXECUTING', 'UNKNOWN')",
                        code,
                        message,
                        Timestamp.from(now),
                        id),
                id);
    }

    private static void requireOne(int changed, long id) {
        if (changed != 1) {
            throw new IllegalStateException("Cancel " + id + " is not where it must be for this step");
        }
    }
}
