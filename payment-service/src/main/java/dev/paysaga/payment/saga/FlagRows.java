package dev.paysaga.payment.saga;

import dev.paysaga.events.SagaEvent;
import dev.paysaga.messaging.InList;
import dev.paysaga.messaging.Outbox;
import dev.paysaga.payment.cases.ManualCases;
import dev.paysaga.tracing.Traceparent;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Rows with the two flags {@code ledger_updated} and {@code wallet_updated}, and something that is done once no flag is
 * missing: announced once, as an event.
 */
abstract class FlagRows {

    private static final String LOCK =
            "SELECT id FROM payment_event WHERE order_id IN (:orders) ORDER BY order_id FOR UPDATE";

    private final NamedParameterJdbcTemplate jdbc;
    private final Outbox outbox;
    private final ManualCases cases;
    private final Clock clock;

    FlagRows(NamedParameterJdbcTemplate jdbc, Outbox outbox, ManualCases cases, Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.cases = cases;
        this.clock = clock;
    }

    /** Sets {@code <flag>} of the rows {@code :ids} of the payments {@code :payments}, if there was such money. */
    abstract String update(String flag);

    /** What of the payments {@code :payments} is complete and not done yet: its id, and what {@link #event} needs. */
    abstract String selectCompleted();

    /** Marks {@code :ids} as done {@code :now}. */
    abstract String done();

    abstract RowMapper<Completed> event(Clock clock);

    final void set(String flag, List<Mark> marks) {
        Set<Long> ids = marks.stream().map(Mark::id).collect(Collectors.toSet());
        Set<String> orders = marks.stream().map(Mark::orderId).collect(Collectors.toSet());
        List<Long> payments = lock(orders);
        int found = payments.isEmpty()
                ? 0
                : jdbc.update(update(flag), Map.of("ids", InList.of(ids), "payments", InList.of(payments)));
        if (found != ids.size()) {
            throw new IllegalStateException("Of the rows " + ids + " only " + found + " are of " + orders
                    + " and have moved money; " + flag + " is set for none");
        }
        complete(payments, marks);
    }

    /**
     * The payments of the orders, locked, and always in the order of the index: whoever sets the other flag meanwhile waits
     * here, before either holds anything else.
     */
    private List<Long> lock(Set<String> orders) {
        return jdbc.query(LOCK, Map.of("orders", InList.of(orders)), (row, _) -> row.getLong(1));
    }

    private void complete(List<Long> payments, List<Mark> marks) {
        List<Completed> completed =
                jdbc.query(selectCompleted(), Map.of("payments", InList.of(payments)), event(clock));
        if (completed.isEmpty()) {
            return;
        }
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.update(
                done(),
                Map.of(
                        "now",
                        now,
                        "ids",
                        InList.of(completed.stream().map(Completed::id).toList())));
        cases.close(
                completed.stream().map(found -> found.event.orderId().value()).toList(),
                ManualCases.Kind.NOT_COMPLETED);
        Map<String, Optional<String>> traces = marks.stream()
                .collect(Collectors.toMap(Mark::orderId, mark -> Optional.ofNullable(mark.trace), (first, _) -> first));
        completed.forEach(found -> Traceparent.within(
                traces.getOrDefault(found.event.orderId().value(), Optional.empty())
                        .orElse(null),
                () -> outbox.append(found.event)));
    }

    /** @param trace in which the mark was asked for, for the completion that may follow from it */
    record Mark(String orderId, long id, @Nullable String trace) {}

    record Completed(long id, SagaEvent event) {}
}
