package dev.paysaga.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Gauges of what has not been taken in: events that are still on their topics, and messages that are parked. Read every
 * ten seconds; NaN while broker or database cannot be asked.
 *
 * <p>They speak of the service, not of the instance: all instances say the same.
 */
final class Backlog implements SmartLifecycle {

    private static final Duration ROUND = Duration.ofSeconds(10);

    private final ConsumerLag lag;
    private final List<String> topics;
    private final MeterRegistry meters;
    private final Reading<Map<String, Long>> behind;
    private final Reading<Map<ParkedMessage.Status, Long>> open;
    private volatile @Nullable ScheduledExecutorService rounds;

    Backlog(ConsumerLag lag, ParkedMessages parked, List<String> topics, MeterRegistry meters) {
        this.lag = lag;
        this.topics = List.copyOf(topics);
        this.meters = meters;
        this.behind = new Reading<>(() -> lag.byTopic(this.topics));
        this.open = new Reading<>(parked::countOpen);
    }

    @Override
    public void start() {
        for (String topic : topics) {
            Gauge.builder("paysaga.consumer.lag", behind.gauge(all -> all.get(topic)))
                    .description("events on the topic that this service has not taken in")
                    .tag("topic", topic)
                    .register(meters);
        }
        for (ParkedMessage.Status status : ParkedMessage.Status.OPEN) {
            Gauge.builder("paysaga.parked.messages", open.gauge(all -> all.get(status)))
                    .description("messages that are parked and not resolved")
                    .tag("status", status.name())
                    .register(meters);
        }
        var executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("backlog").daemon().factory());
        var _ = executor.scheduleWithFixedDelay(this::round, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
        rounds = executor;
    }

    void round() {
        open.refresh();
        behind.refresh();
    }

    @Override
    public void stop() {
        ScheduledExecutorService executor = rounds;
        if (executor != null) {
            rounds = null;
            executor.shutdownNow();
            lag.close();
        }
    }

    @Override
    public boolean isRunning() {
        return rounds != null;
    }
}
