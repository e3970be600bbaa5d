package dev.paysaga.payment.saga;

import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent.PaymentCompleted;
import dev.paysaga.messaging.BeforeCommit;
import dev.paysaga.messaging.Outbox;
import dev.paysaga.messaging.Traceparent;
import dev.paysaga.payment.cases.ManualCases;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Marks payment orders as booked and credited, and announces a payment as completed when nothing is missing any more.
 *
 * <p>For all orders of a transaction at once: one statement for the marks, one to see which payments they complete. Two
 * transactions that set an order's two flags meet at its row lock, so exactly one of them sees both set.
 */
@Component
class PaymentFlags {

    private final NamedParameterJdbcTemplate jdbc;
    private final Outbox outbox;
    private final ManualCases cases;
    private final Clock clock;
    private final BeforeCommit<Mark> ledger = new BeforeCommit<>(marks -> set("ledger_updated", marks));
    private final BeforeCommit<Mark> wallet = new BeforeCommit<>(marks -> set("wallet_updated", marks));

    PaymentFlags(NamedParameterJdbcTemplate jdbc, Outbox outbox, ManualCases cases, Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.cases = cases;
        this.clock = clock;
    }

    void ledgerUpdated(OrderId orderId, List<Long> paymentOrderIds) {
        paymentOrderIds.forEach(id -> ledger.add(new Mark(orderId.value(), id, Traceparent.current())));
    }

    void walletUpdated(OrderId orderId, List<Long> paymentOrderIds) {
        paymentOrderIds.forEach(id -> wallet.add(new Mark(orderId.value(), id, Traceparent.current())));
    }

    private void set(String flag, List<Mark> marks) {
        Set<Long> ids = marks.stream().map(Mark::paymentOrderId).collect(Collectors.toSet());
        Set<String> orders = marks.stream().map(Mark::orderId).collect(Collectors.toSet());
        int found = jdbc.update(
                "UPDATE payment_order o JOIN payment_event e ON e.id = o.payment_event_id SET o." + flag + " = TRUE"
                        + " WHERE o.id IN (:ids) AND e.order_id IN (:orders) AND o.payment_order_status = 'SUCCESS'",
                Map.of("ids", ids, "orders", orders));
        if (found != ids.size()) {
            throw new IllegalStateException("Of the payment orders " + ids + " only " + found + " are approved ones of "
                    + orders + "; " + flag + " is set for none");
        }
        complete(orders, marks);
    }

    private void complete(Set<String> orders, List<Mark> marks) {
        List<PaymentCompleted> completed = jdbc.query(
                "SELECT e.order_id, e.amount, e.currency FROM payment_event e WHERE e.order_id IN (:orders)"
                        + " AND e.is_payment_done = FALSE AND NOT EXISTS (SELECT 1 FROM payment_order o"
                        + " WHERE o.payment_event_id = e.id AND NOT (o.ledger_updated AND o.wallet_updated))"
                        + " FOR UPDATE OF e",
                Map.of("orders", orders),
                (row, _) -> new PaymentCompleted(
                        new OrderId(row.getString(1)), row.getLong(2), row.getString(3), clock.instant()));
        if (completed.isEmpty()) {
            return;
        }
        List<String> done =
                completed.stream().map(event -> event.orderId().value()).toList();
        jdbc.update(
                "UPDATE payment_event SET is_payment_done = TRUE, done_at = :now, next_push_at = NULL"
                        + " WHERE order_id IN (:orders)",
                Map.of("now", Timestamp.from(clock.instant()), "orders", done));
        cases.close(done, ManualCases.Kind.NOT_COMPLETED);
        Map<String, Optional<String>> traces = marks.stream()
                .collect(Collectors.toMap(Mark::orderId, mark -> Optional.ofNullable(mark.trace), (first, _) -> first));
        completed.forEach(event -> Traceparent.within(
                traces.getOrDefault(event.orderId().value(), Optional.empty()).orElse(null),
                () -> outbox.append(event)));
    }

    /** @param trace in which the mark was asked for, for the completion that may follow from it */
    private record Mark(
            String orderId, long paymentOrderId, @Nullable String trace) {}
}
