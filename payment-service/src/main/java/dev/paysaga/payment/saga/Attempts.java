package dev.paysaga.payment.saga;

import dev.paysaga.payment.domain.ConfirmOutcome.Resend;
import dev.paysaga.payment.domain.Payment;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;

/** The rows of {@code payment_attempt}; all in the caller's transaction. At most one of a payment is open. */
@Repository
class Attempts {

    private static final String SELECT =
            "SELECT a.id, e.order_id, a.operation, a.cancellation_id, a.idempotency_key, a.request_body, a.resend,"
                    + " a.tries, a.started_at FROM payment_attempt a JOIN payment_event e ON e.id = a.payment_event_id";
    private static final RowMapper<Attempt> ATTEMPT = (row, _) -> new Attempt(
            row.getLong("id"),
            row.getString("order_id"),
            Operation.valueOf(row.getString("operation")),
            row.getObject("cancellation_id", Long.class),
            row.getString("idempotency_key"),
            row.getString("request_body"),
            Resend.valueOf(row.getString("resend")),
            row.getInt("tries"),
            row.getTimestamp("started_at").toInstant());

    private final JdbcTemplate jdbc;

    Attempts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Records that the provider is about to be asked for the money. */
    void startConfirm(Payment payment, String key, String body, Instant now, Instant nextLookAt) {
        insert(payment, null, key, body, 0, now, nextLookAt, null);
    }

    /** Records that the provider is about to be asked to give money back. */
    void startCancel(Payment payment, long cancellationId, String key, String body, Instant now, Instant nextLookAt) {
        insert(payment, cancellationId, key, body, 0, now, nextLookAt, null);
    }

    /**
     * Records that it is about to be asked for the same again, and how often that was in vain so far.
     *
     * @param until when it belongs to the one that has claimed the old attempt
     */
    void startAgain(Payment payment, String key, String body, Attempt old, Instant now, Instant until) {
        insert(payment, old.cancellationId(), key, body, old.tries() + 1, now, until, until);
    }

    private void insert(
            Payment payment,
            @Nullable Long cancellationId,
            String key,
            String body,
            int tries,
            Instant now,
            Instant nextLookAt,
            @Nullable Instant claimedUntil) {
        jdbc.update(
                "INSERT INTO payment_attempt (payment_event_id, operation, cancellation_id, idempotency_key,"
                        + " request_body, status, resend, tries, started_at, next_look_at, claimed_until)"
                        + " VALUES (?, ?, ?, ?, ?, 'EXECUTING', 'SAME_KEY', ?, ?, ?, ?)",
                payment.id(),
                (cancellationId == null ? Operation.CONFIRM : Operation.CANCEL).name(),
                cancellationId,
                key,
                body,
                tries,
                Timestamp.from(now),
                Timestamp.from(nextLookAt),
                claimedUntil == null ? null : Timestamp.from(claimedUntil));
    }

    /** An unguessable key of its own for each attempt. */
    static String newKey(Operation operation, UUID id) {
        return operation.name().toLowerCase(Locale.ROOT) + "-" + id;
    }

    /** Whether the outcome of a call about this payment is not known. */
    boolean isOpen(Payment payment) {
        return !jdbc.queryForList("SELECT id FROM payment_attempt WHERE open_for = ?", Long.class, payment.id())
                .isEmpty();
    }

    /** Whether the outcome of the call under this very key is not known. */
    boolean isOpen(Attempt attempt) {
        return !jdbc.queryForList(
                        "SELECT id FROM payment_attempt WHERE idempotency_key = ? AND finished_at IS NULL",
                        Long.class,
                        attempt.idempotencyKey())
                .isEmpty();
    }

    /** When the provider was first asked for the money. */
    Optional<Instant> firstConfirmAt(Payment payment) {
        return jdbc
                .query(
                        "SELECT started_at FROM payment_attempt WHERE payment_event_id = ? AND operation = 'CONFIRM'"
                                + " ORDER BY id LIMIT 1",
                        (row, _) -> row.getTimestamp(1).toInstant(),
                        payment.id())
                .stream()
                .findFirst();
    }

    /** Ends every open attempt of the payment. */
    void end(Payment payment, boolean executed, String answer, Instant now) {
        jdbc.update(
                "UPDATE payment_attempt SET status = ?, answer = ?, finished_at = ?, next_look_at = NULL, claimed_until = NULL"
                        + " WHERE payment_event_id = ? AND finished_at IS NULL",
                executed ? "SUCCESS" : "FAILURE",
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

    /** Takes open attempts whose time to be looked after has come; nobody else gets them until then, or until released. */
    List<Attempt> claimDue(Instant now, int limit, Instant until) {
        List<Attempt> due = jdbc.query(
                SELECT + " WHERE a.next_look_at <= ? AND (a.claimed_until IS NULL OR a.claimed_until <= ?)"
                        + " ORDER BY a.next_look_at LIMIT ? FOR UPDATE OF a SKIP LOCKED",
                ATTEMPT,
                Timestamp.from(now),
                Timestamp.from(now),
                limit);
        due.forEach(attempt -> jdbc.update(
                "UPDATE payment_attempt SET claimed_until = ?, tries = tries + 1 WHERE id = ?",
                Timestamp.from(until),
                attempt.id()));
        return due;
    }

    /** Keeps claimed orders' attempts for longer; those that have taken the place of a claimed one belong to it. */
    void keep(Collection<String> orderIds, Instant until) {
        jdbc.batchUpdate(
                "UPDATE payment_attempt a JOIN payment_event e ON e.id = a.payment_event_id SET a.claimed_until = ?"
                        + " WHERE e.order_id = ? AND a.claimed_until IS NOT NULL",
                orderIds.stream()
                        .map(orderId -> new Object[] {Timestamp.from(until), orderId})
                        .toList());
    }

    /** Gives a claimed order's attempt back, to be looked after again then; nothing if it has ended. */
    void release(String orderId, Instant then) {
        jdbc.update(
                "UPDATE payment_attempt a JOIN payment_event e ON e.id = a.payment_event_id"
                        + " SET a.next_look_at = ?, a.claimed_until = NULL WHERE e.order_id = ?"
                        + " AND a.finished_at IS NULL",
                Timestamp.from(then),
                orderId);
    }

    /** Looks after an order's attempt again then, once whoever is at it has done; false if it has ended. */
    boolean lookAgain(String orderId, Instant then) {
        return jdbc.update(
                        "UPDATE payment_attempt a JOIN payment_event e ON e.id = a.payment_event_id"
                                + " SET a.next_look_at = ? WHERE e.order_id = ? AND a.finished_at IS NULL",
                        Timestamp.from(then),
                        orderId)
                > 0;
    }

    /** Ends one attempt that was not executed, for another in its place; false when it has ended otherwise. */
    boolean supersede(String key, Instant now) {
        return jdbc.update(
                        "UPDATE payment_attempt SET status = 'FAILURE', finished_at = ?, next_look_at = NULL, claimed_until = NULL,"
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
