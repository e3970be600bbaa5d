package dev.paysaga.payment.saga;

import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.cases.CaseAction;
import dev.paysaga.payment.cases.Remedies;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** What operators may do about a payment: look, hurry, give the money back. */
@Component
class CaseRemedies implements Remedies {

    private final NamedParameterJdbcTemplate jdbc;
    private final LookAtProvider lookAtProvider;
    private final UnitOfWork unitOfWork;
    private final Clock clock;

    CaseRemedies(NamedParameterJdbcTemplate jdbc, LookAtProvider lookAtProvider, UnitOfWork unitOfWork, Clock clock) {
        this.jdbc = jdbc;
        this.lookAtProvider = lookAtProvider;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    @Override
    public Map<String, Set<CaseAction>> possible(Collection<String> orderIds) {
        var possible = new HashMap<String, Set<CaseAction>>();
        jdbc.query(
                "SELECT e.order_id, e.next_push_at IS NOT NULL OR EXISTS (SELECT 1 FROM payment_attempt a"
                        + " WHERE a.payment_event_id = e.id AND a.next_look_at IS NOT NULL) AS waits"
                        + " FROM payment_event e WHERE e.order_id IN (:orders)",
                Map.of("orders", orderIds),
                row -> {
                    Set<CaseAction> actions = EnumSet.of(CaseAction.LOOK_UP);
                    if (row.getBoolean("waits")) {
                        actions.add(CaseAction.RETRY);
                    }
                    possible.put(row.getString("order_id"), actions);
                });
        return possible;
    }

    @Override
    public String lookUp(String orderId) {
        return lookAtProvider.now(orderId).text();
    }

    @Override
    public String retry(String orderId) {
        return unitOfWork.get(() -> {
            var order = Map.of("order", orderId, "now", Timestamp.from(clock.instant()));
            int attempts = jdbc.update(
                    "UPDATE payment_attempt a JOIN payment_event e ON e.id = a.payment_event_id"
                            + " SET a.next_look_at = :now WHERE e.order_id = :order AND a.next_look_at > :now",
                    order);
            int pushes = jdbc.update(
                    "UPDATE payment_event SET next_push_at = :now WHERE order_id = :order AND next_push_at > :now",
                    order);
            return attempts + pushes == 0
                    ? "Everything that waits is due already."
                    : "It is taken up within seconds; see below what comes of it.";
        });
    }

    @Override
    public String cancelAtProvider(String orderId, String key, String reason) {
        throw new UnsupportedOperationException("nothing can be given back yet: " + orderId);
    }
}
