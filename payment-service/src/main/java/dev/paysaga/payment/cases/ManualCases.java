package dev.paysaga.payment.cases;

import dev.paysaga.events.OrderId;
import dev.paysaga.messaging.InList;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * What a human must look at. One case of a kind per order, however often it is found; one that was closed is opened
 * again when it is found anew.
 */
@Repository
public class ManualCases {

    private static final Logger log = LoggerFactory.getLogger(ManualCases.class);
    private static final String SELECT =
            "SELECT id, order_id, kind, reason, status, opened_at, closed_at FROM manual_case";

    private final NamedParameterJdbcTemplate named;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    ManualCases(NamedParameterJdbcTemplate named, Clock clock) {
        this.named = named;
        this.jdbc = named.getJdbcTemplate();
        this.clock = clock;
    }

    /** Opens a case, or brings an open one up to date, in the caller's transaction. */
    public void open(String orderId, Kind kind, String reason) {
        String text = reason.substring(0, Math.min(reason.length(), 1000));
        log.error("Manual case {} for order {}: {}", kind, orderId, text);
        jdbc.update(
                "INSERT INTO manual_case (order_id, kind, reason, status, opened_at) VALUES (?, ?, ?, 'OPEN', ?)"
                        + " ON DUPLICATE KEY UPDATE opened_at = IF(status = 'OPEN', opened_at, VALUES(opened_at)),"
                        + " reason = VALUES(reason), status = 'OPEN', closed_at = NULL",
                orderId,
                kind.name(),
                text,
                Timestamp.from(clock.instant()));
    }

    /** Closes what has solved itself, in the caller's transaction. */
    public void close(Collection<String> orderIds, Kind... kinds) {
        named.update(
                "UPDATE manual_case SET status = 'CLOSED', closed_at = :now"
                        + " WHERE order_id IN (:orders) AND kind IN (:kinds) AND status = 'OPEN'",
                Map.of(
                        "now",
                        Timestamp.from(clock.instant()),
                        "orders",
                        InList.of(orderIds),
                        "kinds",
                        Stream.of(kinds).map(Kind::name).toList()));
    }

    /** Whether a human is to look at something of the order. */
    public boolean areOpen(OrderId orderId) {
        return !jdbc.queryForList(
                        "SELECT id FROM manual_case WHERE order_id = ? AND status = 'OPEN'",
                        Long.class,
                        orderId.value())
                .isEmpty();
    }

    /** Closes one case; false when it is closed already. */
    boolean close(long id) {
        return jdbc.update(
                        "UPDATE manual_case SET status = 'CLOSED', closed_at = ? WHERE id = ? AND status = 'OPEN'",
                        Timestamp.from(clock.instant()),
                        id)
                == 1;
    }

    /**
     * A page of cases, oldest first.
     *
     * @param orderId only this order's
     * @param after only cases with a higher id
     */
    List<ManualCase> list(Status status, @Nullable String orderId, long after, int limit) {
        var parameters = new HashMap<String, @Nullable Object>();
        parameters.put("status", status.name());
        parameters.put("orderId", orderId);
        parameters.put("after", after);
        parameters.put("limit", limit);
        return named.query(
                SELECT + " WHERE status = :status AND id > :after" + (orderId == null ? "" : " AND order_id = :orderId")
                        + " ORDER BY id LIMIT :limit",
                parameters,
                (row, _) -> manualCase(row));
    }

    Optional<ManualCase> find(long id) {
        return jdbc.query(SELECT + " WHERE id = ?", (row, _) -> manualCase(row), id).stream()
                .findFirst();
    }

    /** The case with its row lock: two operators' actions on one case begin one after the other. */
    Optional<ManualCase> lock(long id) {
        return jdbc.query(SELECT + " WHERE id = ? FOR UPDATE", (row, _) -> manualCase(row), id).stream()
                .findFirst();
    }

    Map<Kind, Integer> countOpen() {
        var counts = new HashMap<Kind, Integer>();
        jdbc.query("SELECT kind, COUNT(*) FROM manual_case WHERE status = 'OPEN' GROUP BY kind", row -> {
            counts.put(Kind.valueOf(row.getString(1)), row.getInt(2));
        });
        return counts;
    }

    private static ManualCase manualCase(ResultSet row) throws SQLException {
        Timestamp closed = row.getTimestamp("closed_at");
        return new ManualCase(
                row.getLong("id"),
                row.getString("order_id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("reason"),
                row.getTimestamp("opened_at").toInstant(),
                closed == null ? null : closed.toInstant(),
                Status.valueOf(row.getString("status")));
    }

    /** Why a human is needed. */
    public enum Kind {
        /** The provider does not tell whether it has the money. */
        OUTCOME_UNKNOWN,
        /** The provider tells something that contradicts our books. */
        PROVIDER_CONTRADICTS,
        /** The money is here, or has gone back, but ledger or wallets do not follow. */
        NOT_COMPLETED,
        /** Money should have gone back, and the provider refuses or does not tell. */
        CANCEL_FAILED,
        /** A deposit that we have taken for money was taken back. */
        DEPOSIT_TAKEN_BACK,
        /** A deposit came after its time was over: it must go back, to an account that only the buyer knows. */
        DEPOSIT_LATE,
        /** The provider's list of transactions and our books differ. */
        RECONCILIATION;

        /** What an operator may do about such a case, if it is possible. */
        Set<CaseAction> actions() {
            return switch (this) {
                case OUTCOME_UNKNOWN, NOT_COMPLETED ->
                    EnumSet.of(CaseAction.LOOK_UP, CaseAction.RETRY, CaseAction.RESOLVE);
                case PROVIDER_CONTRADICTS, DEPOSIT_LATE ->
                    EnumSet.of(CaseAction.LOOK_UP, CaseAction.CANCEL_AT_PROVIDER, CaseAction.RESOLVE);
                case CANCEL_FAILED -> EnumSet.allOf(CaseAction.class);
                case DEPOSIT_TAKEN_BACK, RECONCILIATION -> EnumSet.of(CaseAction.LOOK_UP, CaseAction.RESOLVE);
            };
        }
    }

    /** Whether somebody still has to look. */
    public enum Status {
        OPEN,
        CLOSED
    }

    /** @param reason what is known, as sentences */
    record ManualCase(
            long id,
            String orderId,
            Kind kind,
            String reason,
            Instant openedAt,
            @Nullable Instant closedAt,
            Status status) {}
}
