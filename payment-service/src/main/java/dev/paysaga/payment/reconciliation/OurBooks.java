package dev.paysaga.payment.reconciliation;

import dev.paysaga.events.Psp;
import dev.paysaga.payment.psp.ProviderTransaction.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;

/** What our rows say that a provider has moved; in the caller's transaction. */
@Repository
class OurBooks {

    private static final int ORDERS_AT_ONCE = 500;
    private static final String APPROVED = "SELECT e.order_id, 'CAPTURE' AS kind, e.amount, e.currency,"
            + " e.approved_at AS moved_at, TRUE AS expected FROM payment_event e"
            + " WHERE e.approved_at IS NOT NULL AND e.psp = :psp AND ";
    private static final String CANCELED = " UNION ALL SELECT e.order_id, 'CANCEL', c.amount, e.currency, c.ended_at,"
            + " TRUE FROM cancellation c JOIN payment_event e ON e.id = c.payment_event_id"
            + " WHERE c.status = 'SUCCESS' AND e.psp = :psp AND ";
    /** Money that came too late for our books and went back: the provider lists both ways. */
    private static final String NEVER_BOOKED = " UNION ALL SELECT e.order_id, 'CAPTURE', e.amount, e.currency,"
            + " MIN(c.created_at), FALSE FROM cancellation c JOIN payment_event e ON e.id = c.payment_event_id"
            + " WHERE NOT c.booked AND c.status = 'SUCCESS' AND e.approved_at IS NULL AND e.psp = :psp"
            + " AND e.order_id IN (:orders) GROUP BY e.order_id, e.amount, e.currency";

    private final NamedParameterJdbcTemplate jdbc;

    OurBooks(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Everything of the period, and everything ever of the orders given. */
    List<OurMovement> movements(Psp psp, Instant from, Instant until, Set<String> orders) {
        List<OurMovement> found = new ArrayList<>(query(
                APPROVED + "e.approved_at >= :from AND e.approved_at < :until" + CANCELED
                        + "c.ended_at >= :from AND c.ended_at < :until",
                Map.of("psp", psp.name(), "from", Timestamp.from(from), "until", Timestamp.from(until))));
        found.removeIf(one -> orders.contains(one.orderId()));
        for (List<String> some : parts(orders)) {
            found.addAll(query(
                    APPROVED + "e.order_id IN (:orders)" + CANCELED + "e.order_id IN (:orders)" + NEVER_BOOKED,
                    Map.of("psp", psp.name(), "orders", some)));
        }
        return found;
    }

    /** How far the orders are; without those that are not known, or are paid with another provider. */
    Map<String, OrderState> states(Psp psp, Set<String> orders) {
        var states = new HashMap<String, OrderState>();
        for (List<String> some : parts(orders)) {
            jdbc.query(
                    "SELECT e.order_id, MIN(o.payment_order_status) AS status, EXISTS (SELECT 1 FROM cancellation c"
                            + " WHERE c.payment_event_id = e.id AND c.status <> 'SUCCESS') AS being_canceled"
                            + " FROM payment_event e JOIN payment_order o ON o.payment_event_id = e.id"
                            + " WHERE e.psp = :psp AND e.order_id IN (:orders) GROUP BY e.id, e.order_id",
                    Map.of("psp", psp.name(), "orders", some),
                    row -> {
                        states.put(
                                row.getString("order_id"),
                                new OrderState(row.getString("status"), row.getBoolean("being_canceled")));
                    });
        }
        return states;
    }

    private List<OurMovement> query(String sql, Map<String, ?> parameters) {
        return jdbc.query(sql, parameters, (row, _) -> movement(row));
    }

    private static OurMovement movement(ResultSet row) throws SQLException {
        return new OurMovement(
                row.getString("order_id"),
                Kind.valueOf(row.getString("kind")),
                row.getLong("amount"),
                row.getString("currency"),
                row.getTimestamp("moved_at").toInstant(),
                row.getBoolean("expected"));
    }

    private static List<List<String>> parts(Set<String> orders) {
        List<String> all = List.copyOf(orders);
        List<List<String>> parts = new ArrayList<>();
        for (int start = 0; start < all.size(); start += ORDERS_AT_ONCE) {
            parts.add(all.subList(start, Math.min(all.size(), start + ORDERS_AT_ONCE)));
        }
        return parts;
    }
}
