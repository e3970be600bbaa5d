package dev.paysaga.checkout.confirm;

import dev.paysaga.events.OrderId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Checkouts that are in progress and that nobody has asked about for a while. */
@Component
class PendingConfirms {

    private static final String DUE = "SELECT order_id, payment_key, amount, pushes FROM checkout"
            + " WHERE next_push_at <= ? ORDER BY next_push_at LIMIT ? FOR UPDATE SKIP LOCKED";
    private static final String POSTPONE =
            "UPDATE checkout SET next_push_at = ?, pushes = pushes + 1 WHERE order_id = ? AND status = 'IN_PROGRESS'";

    private final JdbcTemplate jdbc;
    private final ConfirmProperties properties;

    PendingConfirms(JdbcTemplate jdbc, ConfirmProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /**
     * Takes what is due, in the caller's transaction, so that no other instance takes it at once. What is taken comes
     * again after a pause, unless it has been concluded by then.
     */
    List<Pending> claim(Instant now) {
        List<Pending> due = jdbc.query(
                DUE,
                (row, _) -> new Pending(new OrderId(row.getString(1)), row.getString(2), row.getLong(3), row.getInt(4)),
                Timestamp.from(now),
                properties.pushBatch());
        if (!due.isEmpty()) {
            jdbc.batchUpdate(POSTPONE, due, due.size(), (statement, pending) -> {
                statement.setTimestamp(1, Timestamp.from(now.plus(pauseAfter(pending.pushes() + 1))));
                statement.setString(2, pending.orderId().value());
            });
        }
        return due;
    }

    /** Doubles from {@code push-after} up to {@code longest-push-pause}, with up to a quarter of jitter. */
    private Duration pauseAfter(int pushes) {
        long pause = Math.min(
                properties.longestPushPause().toMillis(), properties.pushAfter().toMillis() << Math.min(pushes, 16));
        return Duration.ofMillis(pause + ThreadLocalRandom.current().nextLong(pause / 4 + 1));
    }

    /**
     * @param amount minor units
     * @param pushes how often recovery has asked about it
     */
    record Pending(OrderId orderId, String paymentKey, long amount, int pushes) {}
}
