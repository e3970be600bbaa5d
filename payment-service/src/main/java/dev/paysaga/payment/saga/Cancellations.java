package dev.paysaga.payment.saga;

import dev.paysaga.payment.domain.Allocation.Share;
import dev.paysaga.payment.domain.Cancellation;
import dev.paysaga.payment.domain.Cancellation.RequestedBy;
import dev.paysaga.payment.domain.CancellationPart;
import dev.paysaga.payment.domain.CancellationStatus;
import dev.paysaga.payment.domain.Payment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.stereotype.Repository;

/**
 * The rows of {@code cancellation} and {@code cancellation_part}, as they are laid down and read; all in the caller's
 * transaction. Whoever adds one holds the payment's row lock.
 */
@Repository
public class Cancellations {

    private static final String SELECT =
            "SELECT id, amount, reason, requested_by, booked, with_refund_account, status, remaining_before, requested_at, failure_code,"
                    + " failure_message, ledger_updated, wallet_updated, is_cancellation_done FROM cancellation";
    private static final String PARTS =
            "SELECT p.cancellation_id, p.payment_order_id, o.seller_id, p.amount FROM cancellation_part p"
                    + " JOIN payment_order o ON o.id = p.payment_order_id"
                    + " JOIN cancellation c ON c.id = p.cancellation_id WHERE c.payment_event_id = ?"
                    + " ORDER BY p.payment_order_id";

    private final JdbcTemplate jdbc;
    private final RefundAccounts refundAccounts;
    private final SimpleJdbcInsert insert;

    Cancellations(JdbcTemplate jdbc, RefundAccounts refundAccounts) {
        this.jdbc = jdbc;
        this.refundAccounts = refundAccounts;
        this.insert = new SimpleJdbcInsert(jdbc)
                .withTableName("cancellation")
                .usingColumns(
                        "payment_event_id",
                        "idempotency_key",
                        "request_hash",
                        "amount",
                        "reason",
                        "requested_by",
                        "booked",
                        "status",
                        "with_refund_account",
                        "created_at",
                        "next_start_at")
                .usingGeneratedKeyColumns("id")
                .withoutTableColumnMetaDataAccess();
    }

    /** Every cancel of a payment, in the order asked for. */
    public List<Cancellation> of(Payment payment) {
        List<Cancellation> cancellations = jdbc.query(
                SELECT + " WHERE payment_event_id = ? ORDER BY id", (row, _) -> cancellation(row), payment.id());
        if (cancellations.isEmpty()) {
            return cancellations;
        }
        Map<Long, List<CancellationPart>> parts =
                jdbc.query(PARTS, (row, _) -> Map.entry(row.getLong(1), part(row)), payment.id()).stream()
                        .collect(Collectors.groupingBy(
                                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return cancellations.stream()
                .map(cancellation -> cancellation.takenFrom(parts.getOrDefault(cancellation.id(), List.of())))
                .toList();
    }

    Optional<Cancellation> of(Payment payment, long id) {
        return of(payment).stream().filter(found -> found.id() == id).findFirst();
    }

    /** What is left of each payment order, less every cancel that was asked for and has not failed. */
    static List<Share> shares(Payment payment, List<Cancellation> cancellations) {
        Map<Long, Long> taken = cancellations.stream()
                .filter(found -> found.status() != CancellationStatus.FAILURE)
                .flatMap(found -> found.parts().stream())
                .collect(Collectors.groupingBy(
                        CancellationPart::paymentOrderId, Collectors.summingLong(CancellationPart::amount)));
        return payment.paymentOrders().stream()
                .map(order ->
                        new Share(order.id(), order.sellerId(), order.amount() - taken.getOrDefault(order.id(), 0L)))
                .toList();
    }

    /** Lays down a cancel that waits for its turn. */
    long add(Payment payment, NewCancellation wanted, Instant now, Instant nextStartAt) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("payment_event_id", payment.id());
        row.put("idempotency_key", wanted.key());
        row.put("request_hash", wanted.hash());
        row.put("amount", wanted.amount());
        row.put("reason", wanted.reason());
        row.put("requested_by", wanted.requestedBy().name());
        row.put("booked", wanted.booked());
        row.put("status", CancellationStatus.NOT_STARTED.name());
        row.put("with_refund_account", wanted.refundAccount() != null);
        row.put("created_at", Timestamp.from(now));
        row.put("next_start_at", Timestamp.from(nextStartAt));
        long id = insert.executeAndReturnKey(row).longValue();
        refundAccounts.keep(id, wanted.refundAccount());
        wanted.parts()
                .forEach(part -> jdbc.update(
                        "INSERT INTO cancellation_part (cancellation_id, payment_order_id, amount) VALUES (?, ?, ?)",
                        id,
                        part.paymentOrderId(),
                        part.amount()));
        return id;
    }

    /** The one that was asked for under this key, with the hash of that request. */
    Optional<Keyed> byKey(Payment payment, String key) {
        return jdbc
                .query(
                        "SELECT id, request_hash FROM cancellation WHERE payment_event_id = ? AND idempotency_key = ?",
                        (row, _) -> new Keyed(row.getLong(1), row.getString(2)),
                        payment.id(),
                        key)
                .stream()
                .findFirst();
    }

    /** Orders with cancels that wait for their turn and should have had it; nobody else gets them before then. */
    List<String> claimQueued(Instant now, int limit, Instant then) {
        List<Map.Entry<Long, String>> due = jdbc.query(
                "SELECT c.id, e.order_id FROM cancellation c JOIN payment_event e ON e.id = c.payment_event_id"
                        + " WHERE c.next_start_at <= ? ORDER BY c.next_start_at LIMIT ? FOR UPDATE OF c SKIP LOCKED",
                (row, _) -> Map.entry(row.getLong(1), row.getString(2)),
                Timestamp.from(now),
                limit);
        due.forEach(found -> jdbc.update(
                "UPDATE cancellation SET next_start_at = ? WHERE id = ?", Timestamp.from(then), found.getKey()));
        return due.stream().map(Map.Entry::getValue).distinct().toList();
    }

    private static Cancellation cancellation(ResultSet row) throws SQLException {
        Timestamp requestedAt = row.getTimestamp("requested_at");
        return new Cancellation(
                row.getLong("id"),
                row.getLong("amount"),
                row.getString("reason"),
                RequestedBy.valueOf(row.getString("requested_by")),
                row.getBoolean("booked"),
                row.getBoolean("with_refund_account"),
                CancellationStatus.valueOf(row.getString("status")),
                row.getObject("remaining_before", Long.class),
                requestedAt == null ? null : requestedAt.toInstant(),
                row.getString("failure_code"),
                row.getString("failure_message"),
                row.getBoolean("ledger_updated"),
                row.getBoolean("wallet_updated"),
                row.getBoolean("is_cancellation_done"),
                List.of());
    }

    private static CancellationPart part(ResultSet row) throws SQLException {
        return new CancellationPart(row.getLong(2), Objects.requireNonNull(row.getString(3)), row.getLong(4));
    }

    record Keyed(long id, String hash) {}
}
