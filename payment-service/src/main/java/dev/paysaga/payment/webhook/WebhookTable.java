package dev.paysaga.payment.webhook;

import dev.paysaga.events.Psp;
import dev.paysaga.messaging.InList;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;

/** The rows of {@code webhook}, and what of a payment a webhook can be compared with; in the caller's transaction. */
@Repository
class WebhookTable {

    private final JdbcTemplate jdbc;

    WebhookTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The hash of the bytes that came under this id before. */
    Optional<String> bodyHash(Psp psp, String transmissionId) {
        return jdbc
                .query(
                        "SELECT body_hash FROM webhook WHERE psp = ? AND transmission_id = ?",
                        (row, _) -> row.getString(1),
                        psp.name(),
                        transmissionId)
                .stream()
                .findFirst();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when it has been stored in this moment */
    void insert(News news, String bodyHash, Status status, @Nullable String note, Instant now) {
        boolean waits = status == Status.RECEIVED;
        jdbc.update(
                "INSERT INTO webhook (psp, transmission_id, type, order_id, body_hash, verification, status, note,"
                        + " received_at, next_try_at, finished_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                news.psp().name(),
                news.transmissionId(),
                news.type(),
                news.orderId(),
                bodyHash,
                news.verification().name(),
                status.name(),
                note,
                Timestamp.from(now),
                waits ? Timestamp.from(now) : null,
                waits ? null : Timestamp.from(now));
    }

    Optional<OurPayment> payment(String orderId) {
        return jdbc
                .query(
                        "SELECT psp, payment_key, deposit_secret_hash FROM payment_event WHERE order_id = ?",
                        (row, _) -> new OurPayment(
                                Psp.valueOf(row.getString(1)),
                                row.getString("payment_key"),
                                row.getString("deposit_secret_hash")),
                        orderId)
                .stream()
                .findFirst();
    }

    /** Takes webhooks whose time has come; nobody else gets them for the duration given. */
    List<Due> claimDue(Instant now, int limit, Duration duration) {
        List<Due> due = jdbc.query(
                "SELECT id, order_id, tries FROM webhook WHERE next_try_at <= ? ORDER BY next_try_at LIMIT ?"
                        + " FOR UPDATE SKIP LOCKED",
                (row, _) -> new Due(row.getLong(1), row.getString(2), row.getInt(3)),
                Timestamp.from(now),
                limit);
        if (!due.isEmpty()) {
            new NamedParameterJdbcTemplate(jdbc)
                    .update(
                            "UPDATE webhook SET next_try_at = :then, tries = tries + 1 WHERE id IN (:ids)",
                            Map.of(
                                    "then",
                                    Timestamp.from(now.plus(duration)),
                                    "ids",
                                    InList.of(due.stream().map(Due::id).toList())));
        }
        return due;
    }

    /** Ends a webhook, unless it has ended already. */
    void finish(Due webhook, Status status, String note, Instant now) {
        jdbc.update(
                "UPDATE webhook SET status = ?, note = ?, next_try_at = NULL, finished_at = ?"
                        + " WHERE id = ? AND status = 'RECEIVED'",
                status.name(),
                shortened(note),
                Timestamp.from(now),
                webhook.id);
    }

    void tryAgain(Due webhook, String note, Instant then) {
        jdbc.update(
                "UPDATE webhook SET note = ?, next_try_at = ? WHERE id = ? AND status = 'RECEIVED'",
                shortened(note),
                Timestamp.from(then),
                webhook.id);
    }

    /** How many wait, and since when the oldest does. */
    Waiting waiting() {
        return jdbc.query("SELECT COUNT(*), MIN(received_at) FROM webhook WHERE next_try_at IS NOT NULL", row -> {
            row.next();
            Timestamp oldest = row.getTimestamp(2);
            return new Waiting(row.getInt(1), oldest == null ? null : oldest.toInstant());
        });
    }

    private static String shortened(String note) {
        return note.substring(0, Math.min(note.length(), 500));
    }

    /** How far a webhook is. */
    enum Status {
        /** The provider has not been asked yet, or has not answered. */
        RECEIVED,
        /** The provider was asked, and what it said was acted upon. */
        PROCESSED,
        /** There is nothing to ask about. */
        IGNORED,
        /** The provider was asked in vain. What it was about is found by other ways. */
        GIVEN_UP
    }

    /** What of our payment a webhook can be compared with. */
    record OurPayment(
            Psp psp, @Nullable String paymentKey, @Nullable String depositSecretHash) {}

    /** @param tries before this one */
    record Due(long id, String orderId, int tries) {}

    record Waiting(int count, @Nullable Instant since) {}
}
