package dev.paysaga.payment.saga;

import dev.paysaga.events.SagaEvent;
import dev.paysaga.messaging.AfterCommit;
import dev.paysaga.messaging.InList;
import dev.paysaga.messaging.Outbox;
import dev.paysaga.payment.cases.ManualCases;
import dev.paysaga.tracing.Traceparent;
import io.micrometer.core.instrument.Timer;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private final Timer duration;

    /** @param duration from the movement of the money to the moment when it is done */
    FlagRows(NamedParameterJdbcTemplate jdbc, Outbox outbox, ManualCases cases, Clock clock, Timer duration) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.cases = cases;
        this.clock = clock;
        this.duration = duration;
    }

    /** Sets {@code <flag>} of the rows {@code :moved} (id, amount) of the payments {@code :payments}, if there was such money. */
    abstract String update(String flag);

    /** What of the payments {@code :payments} is complete and not done yet: its id, and what {@link #event} needs. */
    abstract String selectCompleted();

    /** Marks {@code :ids} as done {@code :now}. */
    abstract String done();

    abstract RowMapper<Completed> event(Clock clock);

    final void set(String flag, List<Mark> marks) {
        Set<Moved> moved = marks.stream().map(Mark::moved).collect(Collectors.toSet());
        Set<String> orders = marks.stream().map(Mark::orderId).collect(Collectors.toSet());
        List<Long> payments = lock(orders);
        int found = payments.isEmpty()
                ? 0
                : jdbc.update(
                        update(flag), Map.of("moved", InList.of(Moved.pairs(moved)), "payments", InList.of(payments)));
        if (found != moved.size()) {
            throw new IllegalStateException("Of " + moved + " only " + found + " are of " + orders
                    + " and have moved that amount; " + flag + " is set for none");
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
        Instant now = clock.instant();
        jdbc.update(
                done(),
                Map.of(
                        "now",
                        Timestamp.from(now),
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
        AfterCommit.run(() -> completed.forEach(found -> duration.record(Duration.between(found.since, now))));
    }

    /** @param trace in which the mark was asked for, for the completion that may follow from it */
    record Mark(String orderId, Moved moved, @Nullable String trace) {}

    /**
     * A row, and how much somebody says has moved by it.
     *
     * @param amount minor units
     */
    record Moved(long id, long amount) {

        private static List<Object[]> pairs(Set<Moved> moved) {
            return moved.stream().map(row -> new Object[] {row.id, row.amount}).toList();
        }
    }

    /** @param since when the provider moved the money */
    record Completed(long id, SagaEvent event, Instant since) {}
}
