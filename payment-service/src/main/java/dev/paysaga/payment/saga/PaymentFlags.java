package dev.paysaga.payment.saga;

import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent.PaymentCompleted;
import dev.paysaga.messaging.Outbox;
import dev.paysaga.payment.cases.ManualCases;
import java.time.Clock;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Payment orders are booked and credited; a payment is done when all of its are. */
@Component
class PaymentFlags extends FlagRows {

    PaymentFlags(NamedParameterJdbcTemplate jdbc, Outbox outbox, ManualCases cases, Clock clock, SagaMeters meters) {
        super(jdbc, outbox, cases, clock, meters.duration("PAYMENT"));
    }

    @Override
    String update(String flag) {
        return "UPDATE payment_order SET " + flag + " = TRUE"
                + " WHERE payment_event_id IN (:payments) AND (id, amount) IN (:moved)"
                + " AND payment_order_status = 'SUCCESS'";
    }

    @Override
    String selectCompleted() {
        return "SELECT e.id, e.order_id, e.amount, e.currency, e.approved_at FROM payment_event e WHERE e.id IN (:payments)"
                + " AND e.is_payment_done = FALSE AND NOT EXISTS (SELECT 1 FROM payment_order o"
                + " WHERE o.payment_event_id = e.id AND NOT (o.ledger_updated AND o.wallet_updated))";
    }

    @Override
    String done() {
        return "UPDATE payment_event SET is_payment_done = TRUE, done_at = :now, next_push_at = NULL"
                + " WHERE id IN (:ids)";
    }

    @Override
    RowMapper<Completed> event(Clock clock) {
        return (row, _) -> new Completed(
                row.getLong(1),
                new PaymentCompleted(new OrderId(row.getString(2)), row.getLong(3), row.getString(4), clock.instant()),
                row.getTimestamp(5).toInstant());
    }
}
