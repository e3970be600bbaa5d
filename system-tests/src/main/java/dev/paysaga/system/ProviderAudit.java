package dev.paysaga.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** The provider's truth log against our rows: what it took and gave back is what we say, order by order and in sum. */
final class ProviderAudit {

    private static final String OURS = "SELECT e.order_id, e.amount,"
            + " (SELECT COUNT(*) FROM payment.payment_order o WHERE o.payment_event_id = e.id"
            + " AND o.payment_order_status = 'SUCCESS') > 0 AS approved,"
            + " (SELECT COALESCE(SUM(c.amount), 0) FROM payment.cancellation c WHERE c.payment_event_id = e.id"
            + " AND c.status = 'SUCCESS') AS given_back,"
            + " (SELECT COUNT(*) FROM payment.cancellation c WHERE c.payment_event_id = e.id"
            + " AND c.status = 'SUCCESS') AS cancels,"
            + " EXISTS (SELECT 1 FROM payment.cancellation c WHERE c.payment_event_id = e.id"
            + " AND c.status = 'SUCCESS' AND NOT c.booked) AS unbooked FROM payment.payment_event e";

    private static final String BOOKED = "SELECT order_id, SUM(IF(kind = 'PAYMENT', amount, -amount)) AS remaining"
            + " FROM ledger.ledger_entry GROUP BY order_id";

    private final JdbcTemplate rows;

    ProviderAudit(JdbcTemplate rows) {
        this.rows = rows;
    }

    /**
     * @param truths the provider's own sums, one per order
     * @param isAudited which orders; one that a human has been asked about is not clear yet
     * @return what is not so
     */
    List<String> contradictions(Iterable<JsonNode> truths, Predicate<String> isAudited) {
        var broken = new ArrayList<String>();
        Map<String, Ours> ours = ours();
        Map<String, Long> books = books();
        long theirRemainder = 0;
        long ourRemainder = 0;
        for (JsonNode truth : truths) {
            String order = truth.path("orderId").asString();
            Ours known = ours.remove(order);
            if (!isAudited.test(order)) {
                continue;
            }
            long captured = truth.path("capturedAmount").asLong();
            long givenBack = truth.path("canceledAmount").asLong();
            theirRemainder += captured - givenBack;
            ourRemainder += books.getOrDefault(order, 0L);
            if (truth.path("captures").asLong() > 1) {
                broken.add("the provider took the money of an order more than once: " + truth);
            }
            if (!agrees(captured, givenBack, truth.path("cancels").asLong(), known)) {
                broken.add("the provider's truth is not ours (" + known + "): " + truth);
            }
            if (captured - givenBack != books.getOrDefault(order, 0L)) {
                broken.add("the provider keeps " + (captured - givenBack) + " of " + order + ", the books "
                        + books.getOrDefault(order, 0L));
            }
        }
        ours.forEach((order, left) -> {
            if (isAudited.test(order) && (left.approved || left.givenBack > 0)) {
                broken.add("the provider knows nothing of " + order + ": " + left);
            }
        });
        if (theirRemainder != ourRemainder) {
            broken.add("in sum the provider keeps " + theirRemainder + " and the books " + ourRemainder);
        }
        return broken;
    }

    private static boolean agrees(
            long captured, long givenBack, long cancels, @org.jspecify.annotations.Nullable Ours ours) {
        if (ours == null) {
            return captured == 0 && givenBack == 0;
        }
        long expected = ours.approved || ours.unbooked ? ours.amount : 0;
        return captured == expected && givenBack == ours.givenBack && cancels == ours.cancels;
    }

    private Map<String, Ours> ours() {
        var ours = new HashMap<String, Ours>();
        rows.query(OURS, row -> {
            ours.put(
                    row.getString(1),
                    new Ours(row.getLong(2), row.getBoolean(3), row.getLong(4), row.getLong(5), row.getBoolean(6)));
        });
        return ours;
    }

    private Map<String, Long> books() {
        var books = new HashMap<String, Long>();
        rows.query(BOOKED, row -> {
            books.put(row.getString(1), row.getLong(2));
        });
        return books;
    }

    /** The orders about which a human has been asked. */
    Set<String> asked() {
        return Set.copyOf(rows.queryForList(
                "SELECT DISTINCT order_id FROM payment.manual_case WHERE status = 'OPEN'", String.class));
    }

    /**
     * @param givenBack minor units, by booked and unbooked cancels
     * @param unbooked whether money was given back that was never booked
     */
    private record Ours(long amount, boolean approved, long givenBack, long cancels, boolean unbooked) {}
}
