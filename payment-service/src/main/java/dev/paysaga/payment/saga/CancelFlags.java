package dev.paysaga.payment.saga;

import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent.CancellationCompleted;
import dev.paysaga.messaging.Outbox;
import dev.paysaga.payment.cases.ManualCases;
import java.time.Clock;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** The books and the wallets have followed a cancel; it is done when both have. */
@Component
class CancelFlags extends FlagRows {

    CancelFlags(NamedParameterJdbcTemplate jdbc, Outbox outbox, ManualCases cases, Clock clock, SagaMeters meters) {
        super(jdbc, outbox, cases, clock, meters.duration("CANCEL"));
    }

    @Override
    String update(String flag) {
        return "UPDATE cancellation SET " + flag + " = TRUE"
                + " WHERE payment_event_id IN (:payments) AND (id, amount) IN (:moved)"
                + " AND status = 'SUCCESS' AND booked";
    }

    @Override
    String selectCompleted() {
        return "SELECT c.id, e.order_id, c.amount, e.currency, (SELECT SUM(o.amount - o.canceled_amount)"
                + " FROM payment_order o WHERE o.payment_event_id = e.id) AS remaining, c.ended_at"
                + " FROM cancellation c JOIN payment_event e ON e.id = c.payment_event_id"
                + " WHERE e.id IN (:payments) AND c.ledger_updated AND c.wallet_updated"
                + " AND c.is_cancellation_done = FALSE ORDER BY c.id";
    }

    @Override
    String done() {
        return "UPDATE cancellation SET is_cancellation_done = TRUE, done_at = :now, next_push_at = NULL"
                + " WHERE id IN (:ids)";
    }

    @Override
    RowMapper<Completed> event(Clock clock) {
        return (row, _) -> new Completed(
                row.getLong(1),
                new CancellationCompleted(
                        new OrderId(row.getString(2)),
                        row.getLong(1),
                        row.getLong(3),
                        row.getLong(5),
                        row.getString(4),
                        clock.instant()),
                row.getTimestamp(6).toInstant());
    }
}
