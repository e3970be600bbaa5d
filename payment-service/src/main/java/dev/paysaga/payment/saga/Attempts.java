package dev.paysaga.payment.saga;

import dev.paysaga.payment.domain.ConfirmOutcome.Resend;
import dev.paysaga.payment.domain.Payment;
import dev.paysaga.payment.domain.PaymentOrderStatus;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;

/** The rows of {@code payment_attempt}; all in the caller's transaction. */
@Repository
class Attempts {

    private static final String SELECT =
            "SELECT a.id, e.order_id, a.idempotency_key, a.request_body, a.resend, a.tries,"
                    + " (SELECT MIN(f.started_at) FROM payment_attempt f WHERE f.payment_event_id = e.id) AS started_at"
                    + " FROM payment_attempt a JOIN payment_event e ON e.id = a.payment_event_id";
    private static final RowMapper<Attempt> ATTEMPT = (row, _) -> new Attempt(
            row.getLong("id"),
            row.getString("order_id"),
            row.getString("idempotency_key"),
            row.getString("request_body"),
            Resend.valueOf(row.getString("resend")),
            row.getInt("tries"),
            row.getTimestamp("started_at").toInstant());

    private final JdbcTemplate jdbc;

    Attempts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Records that the provider is about to be called. */
    void start(Payment payment, String key, String body, Instant now, Instant nextLookAt) {
        insert(payment, key, body, 0, now, nextLookAt);
    }

    /** Records that it is about to be called again, and how often that was in vain so far. */
    void startAgain(Payment payment, String key, String body, Attempt old, Instant now, Instant nextLookAt) {
        insert(payment, key, body, old.tries() + 1, now, nextLookAt);
    }

    private void insert(Payment payment, String key, String body, int tries, Instant now, Instant nextLookAt) {
        jdbc.update(
                "INSERT INTO payment_attempt (payment_event_id, idempotency_key, request_body, status, resend, tries,"
                        + " started_at, next_look_at) VALUES (?, ?, ?, 'EXECUTING', 'SAME_KEY', ?, ?, ?)",
                payment.id(),
                key,
                body,
                tries,
                Timestamp.from(now),
                Timestamp.from(nextLookAt));
    }

    /** An unguessable key of its own for each attempt. */
    static String newKey(UUID id) {
        return "confirm-" + id;
    }

    /** Ends every open attempt of the payment. */
    void end(Payment payment, PaymentOrderStatus status, String answer, Instant now) {
        jdbc.update(
                "UPDATE payment_attempt SET status = ?, answer = ?, finished_at = ?, next_look_at = NULL"
                        + " WHERE payment_event_id = ? AND finished_at IS NULL",
                status.name(),
                shortened(answer),
                Timestamp.from(now),
                payment.id());
    }

    /** Notes what is known of an open attempt, which is not its end. */
    void note(String key, Resend resend, String answer) {
        jdbc.update(
                "UPDATE payment_attempt SET status = 'UNKNOWN', resend = ?, answer = ?"
                        + " WHERE idempotency_key = ? AND finished_at IS NULL",
                resend.name(),
                shortened(answer),
                key);
    }

    /** Takes open attempts whose time to be looked after has come; nobody else gets them for the duration given. */
    List<Attempt> claimDue(Instant now, int limit, Duration duration) {
        List<Attempt> due = jdbc.query(
                SELECT + " WHERE a.next_look_at <= ? ORDER BY a.next_look_at LIMIT ? FOR UPDATE OF a SKIP LOCKED",
                ATTEMPT,
                Timestamp.from(now),
                limit);
        due.forEach(attempt -> jdbc.update(
                "UPDATE payment_attempt SET next_look_at = ?, tries = tries + 1 WHERE id = ?",
                Timestamp.from(now.plus(duration)),
                attempt.id()));
        return due;
    }

    /** Gives a claimed order's attempt back, to be looked after again then; nothing if it has ended. */
    void lookAgain(String orderId, Instant then) {
        jdbc.update(
                "UPDATE payment_attempt a JOIN payment_event e ON e.id = a.payment_event_id SET a.next_look_at = ?"
                        + " WHERE e.order_id = ? AND a.finished_at IS NULL",
                Timestamp.from(then),
                orderId);
    }

    /** Ends one attempt that was not executed, for another in its place; false when it has ended otherwise. */
    boolean supersede(String key, Instant now) {
        return jdbc.update(
                        "UPDATE payment_attempt SET status = 'FAILURE', finished_at = ?, next_look_at = NULL,"
                                + " answer = CONCAT('not executed; asked again with another key. ', COALESCE(LEFT(answer, 500), ''))"
                                + " WHERE idempotency_key = ? AND finished_at IS NULL",
                        Timestamp.from(now),
                        key)
                == 1;
    }

    private static String shortened(String answer) {
        return answer.substring(0, Math.min(answer.length(), 600));
    }
}
