package dev.paysaga.relay;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One engine with one producer, from start to first error. */
final class RelaySession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RelaySession.class);

    /** A commit takes milliseconds; one that takes longer waits for a broker. */
    private static final Duration BATCH_PATIENCE = Duration.ofSeconds(3);

    private final TransactionalPublisher publisher;
    private final RelayMetrics metrics;
    private final String id;
    private final Duration closeTimeout;
    private final EnginesLeftBehind leftBehind;
    private final CompletableFuture<SessionEnd> end;
    private final BatchHandler handler;
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final CountDownLatch engineStopped = new CountDownLatch(1);
    private boolean started;
    private boolean publisherClosed;

    RelaySession(
            String id,
            Properties properties,
            BatchHandler handler,
            TransactionalPublisher publisher,
            RelayMetrics metrics,
            CompletableFuture<SessionEnd> end,
            Duration closeTimeout,
            EnginesLeftBehind leftBehind) {
        this.id = id;
        this.handler = handler;
        this.publisher = publisher;
        this.metrics = metrics;
        this.end = end;
        this.closeTimeout = closeTimeout;
        this.leftBehind = leftBehind;
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(properties)
                .using((success, message, error) -> end.complete(ended(message, error)))
                .notifying(handler)
                .build();
    }

    /** Starts the engine on a thread of its own. */
    void start() {
        started = true;
        Thread.ofPlatform().name("relay-engine").daemon(true).start(() -> {
            try {
                engine.run();
            } catch (RuntimeException e) {
                end.complete(SessionEnd.of(e));
            } finally {
                engineStopped.countDown();
            }
        });
    }

    /** Why the session is over, or empty if it still runs after {@code wait}. */
    Optional<SessionEnd> await(Duration wait) throws InterruptedException {
        try {
            return Optional.of(end.get(wait.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The end of a session is never an exception.", e);
        }
    }

    /** Ends the session from outside; the first reason given stands. */
    void finish(SessionEnd reason) {
        end.complete(reason);
    }

    boolean busy() {
        return handler.busy();
    }

    /**
     * Lets the batch in hand finish, stops the engine, closes the producer. An engine that does not stop in time is left
     * behind.
     */
    @Override
    public void close() {
        handler.close();
        if (!batchFinished()) {
            // Kafka does not answer: only without its producer does the batch come to an end.
            closePublisher();
        }
        if (started && !stopEngine()) {
            leftBehind.add(engineStopped, closeTimeout);
        }
        closePublisher();
        CommittedOffsets.close(id);
    }

    private boolean batchFinished() {
        long deadline = System.nanoTime() + BATCH_PATIENCE.toNanos();
        while (handler.busy() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return !handler.busy();
    }

    private void closePublisher() {
        if (!publisherClosed) {
            publisherClosed = true;
            if (publisher.hasOpenTransaction()) {
                metrics.abortedTransaction();
            }
            publisher.close();
        }
    }

    private boolean stopEngine() {
        Thread closer =
                Thread.ofPlatform().name("relay-engine-close").daemon(true).start(this::closeEngine);
        try {
            boolean stopped = engineStopped.await(closeTimeout.toMillis(), TimeUnit.MILLISECONDS);
            closer.interrupt();
            return stopped;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Asks until the engine is down: it refuses while its tasks start. */
    private void closeEngine() {
        try {
            while (engineStopped.getCount() > 0) {
                try {
                    engine.close();
                } catch (IllegalStateException e) {
                    LOG.debug("the engine cannot be closed yet", e);
                } catch (IOException e) {
                    LOG.warn("the engine complained while closing", e);
                }
                engineStopped.await(50, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static SessionEnd ended(@Nullable String message, @Nullable Throwable error) {
        return SessionEnd.of(error != null ? error : new IllegalStateException("The engine stopped: " + message));
    }
}
