package dev.paysaga.payment.saga;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;

/** What a human must look at. One case of a kind per order, however often it is found. */
@Repository
public class ManualCases {

    private static final Logger log = LoggerFactory.getLogger(ManualCases.class);

    private final JdbcTemplate jdbc;
    private final Clock clock;

    ManualCases(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Opens a case, or brings an open one up to date, in the caller's transaction. */
    void open(String orderId, Kind kind, String reason) {
        String text = reason.substring(0, Math.min(reason.length(), 1000));
        log.error("Manual case {} for order {}: {}", kind, orderId, text);
        jdbc.update(
                "INSERT INTO manual_case (order_id, kind, reason, status, opened_at) VALUES (?, ?, ?, 'OPEN', ?)"
                        + " ON DUPLICATE KEY UPDATE reason = VALUES(reason), status = 'OPEN', closed_at = NULL",
                orderId,
                kind.name(),
                text,
                Timestamp.from(clock.instant()));
    }

    /** Closes what has solved itself, in the caller's transaction. */
    void close(Collection<String> orderIds, Kind kind) {
        new NamedParameterJdbcTemplate(jdbc)
                .update(
                        "UPDATE manual_case SET status = 'CLOSED', closed_at = :now"
                                + " WHERE order_id IN (:orders) AND kind = :kind AND status = 'OPEN'",
                        Map.of("now", Timestamp.from(clock.instant()), "orders", orderIds, "kind", kind.name()));
    }

    /** Oldest first, at most 500. */
    public List<ManualCase> list(Status status) {
        return jdbc.query(
                "SELECT id, order_id, kind, reason, opened_at, status FROM manual_case WHERE status = ?"
                        + " ORDER BY id LIMIT 500",
                (row, _) -> new ManualCase(
                        row.getLong("id"),
                        row.getString("order_id"),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("reason"),
                        row.getTimestamp("opened_at").toInstant(),
                        Status.valueOf(row.getString("status"))),
                status.name());
    }

    /** Why a human is needed. */
    public enum Kind {
        /** The provider does not tell whether it has the money. */
        OUTCOME_UNKNOWN,
        /** The provider tells something that contradicts our books. */
        PROVIDER_CONTRADICTS,
        /** The money is here, or went back, but ledger or wallets do not follow. */
        NOT_COMPLETED,
        /** The provider refuses for good to give money back. */
        CANCEL_FAILED,
        /** A deposit that had come is not there any more. */
        DEPOSIT_TAKEN_BACK
    }

    /** Whether somebody still has to look. */
    public enum Status {
        OPEN,
        CLOSED
    }

    /** @param reason what is known, as sentences */
    public record ManualCase(long id, String orderId, Kind kind, String reason, Instant openedAt, Status status) {}
}
