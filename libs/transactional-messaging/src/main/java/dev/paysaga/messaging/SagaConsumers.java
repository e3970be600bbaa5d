package dev.paysaga.messaging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/**
 * Runs the consumers and keeps them running: one that has stopped is started again within about a second, and readiness
 * is down meanwhile. Also the place that takes parked messages when their turn has come.
 *
 * <p>Stopping waits for the messages that are being handled. HTTP has stopped by then, the data source has not.
 */
public final class SagaConsumers implements SmartLifecycle, HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(SagaConsumers.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    /** Below the phases of Spring Boot's web server, 1024 and 2048 under the default: later phases stop first. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private final List<? extends AbstractMessageListenerContainer<?, ?>> containers;
    private final ParkedMessages parked;
    private volatile @Nullable ScheduledExecutorService rounds;

    SagaConsumers(List<? extends AbstractMessageListenerContainer<?, ?>> containers, ParkedMessages parked) {
        this.containers = containers;
        this.parked = parked;
    }

    @Override
    public void start() {
        var executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("saga-consumers").daemon().factory());
        executor.execute(guarded(parked::takeFailedAgain));
        containers.forEach(AbstractMessageListenerContainer::start);
        var _ = executor.scheduleWithFixedDelay(
                guarded(this::round), ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
        rounds = executor;
    }

    @Override
    public void stop() {
        ScheduledExecutorService executor = rounds;
        if (executor == null) {
            return;
        }
        rounds = null;
        executor.shutdown();
        var running = new CountDownLatch(containers.size());
        try {
            // First the rounds: one that is under way could start a stopped container again.
            boolean ended = executor.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
            containers.forEach(container -> container.stop(running::countDown));
            ended &= running.await(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                log.warn(
                        "Not every consumer stopped in {}; what it holds is rolled back and comes again", LONGEST_STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return rounds != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public Health health() {
        var stopped = containers.stream()
                .filter(container -> !container.isRunning())
                .map(AbstractMessageListenerContainer::getListenerId)
                .toList();
        return stopped.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("stopped", stopped).build();
    }

    private void round() {
        for (var container : containers) {
            if (isRunning() && !container.isRunning()) {
                log.warn("Starting the stopped consumer {} again", container.getListenerId());
                container.start();
            }
        }
        parked.takeWhatIsDue();
    }

    /** A round that fails must not be the last one. */
    private static Runnable guarded(Runnable round) {
        return () -> {
            try {
                round.run();
            } catch (RuntimeException | Error e) { // an error would end the rounds in silence
                log.warn("A round of looking after consumers and parked messages failed; the next one follows", e);
            }
        };
    }
}
