package dev.paysaga.payment.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** What has happened to an order, as its rows tell, for operators: no bodies, no keys, no secrets. */
@Repository
class CaseHistory {

    private final JdbcTemplate jdbc;

    CaseHistory(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<PaymentLine> payment(String orderId) {
        return jdbc
                .query(
                        "SELECT e.psp, e.payment_key, e.amount, e.currency, e.is_payment_done, e.created_at,"
                                + " e.approved_at, e.failure_code, o.payment_order_status, t.canceled"
                                + " FROM payment_event e JOIN payment_order o ON o.id ="
                                + " (SELECT MIN(f.id) FROM payment_order f WHERE f.payment_event_id = e.id)"
                                + " JOIN (SELECT payment_event_id, SUM(canceled_amount) AS canceled FROM payment_order"
                                + " GROUP BY payment_event_id) t ON t.payment_event_id = e.id WHERE e.order_id = ?",
                        (row, _) -> new PaymentLine(
                                row.getString("psp"),
                                row.getString("payment_key"),
                                row.getLong("amount"),
                                row.getLong("canceled"),
                                row.getString("currency"),
                                row.getString("payment_order_status"),
                                row.getString("failure_code"),
                                row.getBoolean("is_payment_done"),
                                instant(row, "created_at"),
                                instant(row, "approved_at")),
                        orderId)
                .stream()
                .findFirst();
    }

    List<AttemptLine> attempts(String orderId) {
        return jdbc.query(
                "SELECT a.operation, a.started_at, a.finished_at, a.status, a.answer, a.tries, a.next_look_at"
                        + " FROM payment_attempt a JOIN payment_event e ON e.id = a.payment_event_id"
                        + " WHERE e.order_id = ? ORDER BY a.id LIMIT 200",
                (row, _) -> new AttemptLine(
                        row.getString("operation"),
                        row.getString("status"),
                        row.getString("answer"),
                        row.getInt("tries"),
                        instant(row, "started_at"),
                        instant(row, "finished_at"),
                        instant(row, "next_look_at")),
                orderId);
    }

    List<WebhookLine> webhooks(String orderId) {
        return jdbc.query(
                "SELECT psp, type, verification, status, note, tries, received_at, finished_at FROM webhook"
                        + " WHERE order_id = ? ORDER BY id LIMIT 200",
                (row, _) -> new WebhookLine(
                        row.getString("psp"),
                        row.getString("type"),
                        row.getString("verification"),
                        row.getString("status"),
                        row.getString("note"),
                        row.getInt("tries"),
                        instant(row, "received_at"),
                        instant(row, "finished_at")),
                orderId);
    }

    List<CancellationLine> cancellations(String orderId) {
        return jdbc.query(
                "SELECT c.id, c.amount, c.status, c.requested_by, c.reason, c.failure_code, c.is_cancellation_done,"
                        + " c.created_at, c.ended_at FROM cancellation c JOIN payment_event e"
                        + " ON e.id = c.payment_event_id WHERE e.order_id = ? ORDER BY c.id LIMIT 200",
                (row, _) -> new CancellationLine(
                        row.getLong("id"),
                        row.getLong("amount"),
                        row.getString("status"),
                        row.getString("requested_by"),
                        row.getString("reason"),
                        row.getString("failure_code"),
                        row.getBoolean("is_cancellation_done"),
                        instant(row, "created_at"),
                        instant(row, "ended_at")),
                orderId);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    /**
     * The payment as it is now.
     *
     * @param amount minor units, as is {@code canceledAmount}
     */
    public record PaymentLine(
            String psp,
            @Nullable String paymentKey,
            long amount,
            long canceledAmount,
            String currency,
            String status,
            @Nullable String failureCode,
            boolean isPaymentDone,
            @Nullable Instant createdAt,
            @Nullable Instant approvedAt) {}

    /**
     * One call to the provider that may have moved money.
     *
     * @param tries how often it was looked after in vain
     */
    public record AttemptLine(
            String operation,
            String status,
            @Nullable String answer,
            int tries,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant nextLookAt) {}

    /** One piece of news from the provider. */
    public record WebhookLine(
            String psp,
            String type,
            String verification,
            String status,
            @Nullable String note,
            int tries,
            @Nullable Instant receivedAt,
            @Nullable Instant finishedAt) {}

    /**
     * One giving back of money.
     *
     * @param amount minor units
     * @param failure the provider's code of its refusal
     */
    public record CancellationLine(
            long cancellationId,
            long amount,
            String status,
            String requestedBy,
            String reason,
            @Nullable String failure,
            boolean isCancellationDone,
            @Nullable Instant requestedAt,
            @Nullable Instant finishedAt) {}
}
