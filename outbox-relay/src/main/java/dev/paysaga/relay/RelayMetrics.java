package dev.paysaga.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The relay's counters and gauges; all are there from the start, at zero, but those of events, by type when there is one. */
final class RelayMetrics {

    private final MeterRegistry registry;
    private final Tags of;
    private final Map<Sent, Counter> events = new ConcurrentHashMap<>();
    private final Counter transactions;
    private final Counter aborted;
    private final Counter rebuilds;
    private final Counter takeovers;
    private final Counter reemitted;
    private final Counter forbidden;
    private final Counter rejected;
    private final Counter snapshots;
    private final Counter dropped;
    private final Counter retentionFailures;

    RelayMetrics(MeterRegistry registry, String source, RelayStatus status) {
        this.registry = registry;
        of = Tags.of("source", source);
        transactions = counter(registry, of, "transactions", "Kafka transactions committed, heartbeats included");
        aborted =
                counter(registry, of, "transactions.aborted", "transactions left open by a session's end, so aborted");
        rebuilds = counter(registry, of, "rebuilds", "sessions that ended with an error or in silence");
        takeovers = counter(registry, of, "takeovers", "times this process became the active relay");
        reemitted = counter(registry, of, "reemitted.dropped", "rows that the binlog client handed out a second time");
        forbidden = counter(registry, of, "forbidden.changes", "updates, deletes and truncates seen on outbox tables");
        rejected = counter(registry, of, "rejected.rows", "rows that cannot be sent and were not");
        snapshots = counter(registry, of, "snapshots", "times the outbox tables were read whole");
        dropped = counter(registry, of, "dropped.days", "days of outbox rows that were dropped, all tables together");
        retentionFailures = counter(registry, of, "retention.failures", "looks for old rows that ended with an error");
        TimeGauge.builder("paysaga.relay.lag", status, TimeUnit.MILLISECONDS, s -> millis(s, s.lag()))
                .description(
                        "age of what was committed last; NaN before the first commit, and where another relay works")
                .tags(of)
                .register(registry);
        TimeGauge.builder("paysaga.relay.silence", status, TimeUnit.MILLISECONDS, s -> millis(s, s.silence()))
                .description("time since the engine handed anything over, heartbeats included; NaN as for the lag")
                .tags(of)
                .register(registry);
        for (RelayState state : RelayState.values()) {
            Gauge.builder("paysaga.relay.state", status, s -> s.standing().state() == state ? 1 : 0)
                    .description("1 for the state that the relay is in")
                    .tags(of)
                    .tag("state", state.name())
                    .register(registry);
        }
    }

    /** @param sent how many events of each kind were in one transaction */
    void committed(Map<Sent, Long> sent) {
        transactions.increment();
        sent.forEach(
                (kind, count) -> events.computeIfAbsent(kind, this::counterOf).increment(count));
    }

    private Counter counterOf(Sent kind) {
        return Counter.builder("paysaga.relay.events")
                .description("events committed to the topics")
                .tags(of)
                .tag("schema", kind.schema)
                .tag("type", kind.type)
                .tag("repeat", Boolean.toString(kind.repeat))
                .register(registry);
    }

    void abortedTransaction() {
        aborted.increment();
    }

    void rebuilt() {
        rebuilds.increment();
    }

    void tookOver() {
        takeovers.increment();
    }

    void droppedReemitted() {
        reemitted.increment();
    }

    void sawForbidden() {
        forbidden.increment();
    }

    void rejectedRow() {
        rejected.increment();
    }

    void beganSnapshot() {
        snapshots.increment();
    }

    void dropped(int days) {
        dropped.increment(days);
    }

    void retentionFailed() {
        retentionFailures.increment();
    }

    long eventsSent() {
        return (long) events.values().stream().mapToDouble(Counter::count).sum();
    }

    long transactionsCommitted() {
        return (long) transactions.count();
    }

    long rebuildsSoFar() {
        return (long) rebuilds.count();
    }

    private static Counter counter(MeterRegistry registry, Tags tags, String name, String description) {
        return Counter.builder("paysaga.relay." + name)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /**
     * What events are counted by.
     *
     * @param repeat whether the event was announced once more, for those who may have missed it
     */
    record Sent(String schema, String type, boolean repeat) {}

    private static double millis(RelayStatus status, Optional<Duration> duration) {
        return duration.filter(_ -> status.standing().state().isActive())
                .map(Duration::toMillis)
                .map(Long::doubleValue)
                .orElse(Double.NaN);
    }
}
