package dev.paysaga.relay;

import dev.paysaga.relay.RelayMetrics.Sent;
import dev.paysaga.tracing.Span;
import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one Kafka transaction of each batch of the engine, and one of a whole snapshot.
 *
 * <p>Any error ends the session: the engine would take some exceptions as a reason to go on with the next batch, so none
 * but {@link SessionOver} leaves this class.
 */
final class BatchHandler implements ChangeConsumer<RecordChangeEvent<SourceRecord>> {

    private static final Logger LOG = LoggerFactory.getLogger(BatchHandler.class);

    private final OutboxFilter filter;
    private final TransactionalPublisher publisher;
    private final PositionStore positions;
    private final Supplier<PublishedEvents> published;
    private final RelayStatus status;
    private final RelayMetrics metrics;
    private final Consumer<SessionEnd> end;
    private final ReemissionGuard guard = new ReemissionGuard();

    private final Map<Sent, Long> sent = new HashMap<>();
    private final List<Span> underWay = new ArrayList<>();
    private @Nullable PublishedEvents alreadyPublished;
    private @Nullable SourceOffset lastRow;
    private @Nullable SourceOffset reachedOffset;
    private @Nullable Instant reachedTime;
    private volatile boolean busy;
    private volatile boolean closed;

    BatchHandler(
            OutboxFilter filter,
            TransactionalPublisher publisher,
            PositionStore positions,
            Supplier<PublishedEvents> published,
            RelayStatus status,
            RelayMetrics metrics,
            Consumer<SessionEnd> end) {
        this.filter = filter;
        this.publisher = publisher;
        this.positions = positions;
        this.published = published;
        this.status = status;
        this.metrics = metrics;
        this.end = end;
    }

    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> batch, RecordCommitter<RecordChangeEvent<SourceRecord>> committer) {
        busy = true;
        try {
            if (closed) {
                throw new IllegalStateException("The session is closed.");
            }
            status.batchReceived();
            for (RecordChangeEvent<SourceRecord> change : batch) {
                take(ChangeReader.read(change.record()));
            }
            commitUnlessInsideSnapshot();
            committer.markProcessed(batch.getLast());
            committer.markBatchFinished();
            status.batchReceived();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new SessionOver("interrupted", null);
        } catch (RuntimeException e) {
            end.accept(SessionEnd.of(e));
            throw new SessionOver("a batch could not be committed", e);
        } finally {
            busy = false;
        }
    }

    /** True while a batch is being committed: then it is Kafka that is waited for, not MySQL. */
    boolean busy() {
        return busy;
    }

    /** From here on no batch is begun. */
    void close() {
        closed = true;
    }

    private void take(Change change) {
        switch (change) {
            case Change.Inserted row -> takeRow(row);
            case Change.Heartbeat heartbeat -> {
                if (advance(heartbeat.offset())) {
                    reachedTime = heartbeat.at();
                }
            }
            case Change.Forbidden forbidden -> {
                // What is re-emitted is not complained about twice.
                if (guard.admitsRow(forbidden.at())) {
                    metrics.sawForbidden();
                    LOG.error(
                            "{}.outbox is insert-only, but its binlog has: {}. Nothing is sent for it; events that were"
                                    + " already sent stay as they are. Find who may do this and take the right away.",
                            forbidden.schema(),
                            forbidden.what());
                    advance(forbidden.offset());
                }
            }
            case Change.Other other -> advance(other.offset());
        }
    }

    private void takeRow(Change.Inserted row) {
        if (row.found()) {
            takeSnapshotRow(row);
        } else if (guard.admitsRow(row.at())) {
            filter.accept(row).ifPresent(event -> send(row, event));
            guard.admitsOffset(row.offset().position());
            lastRow = row.offset();
            reachedOffset = row.offset();
            reachedTime = row.committedAt();
        } else {
            metrics.droppedReemitted();
            LOG.debug("dropped, sent before: {} {}", row.schema(), row.at());
        }
    }

    private void takeSnapshotRow(Change.Inserted row) {
        PublishedEvents known = alreadyPublished;
        if (known == null) {
            metrics.beganSnapshot();
            known = published.get();
            alreadyPublished = known;
            LOG.info(
                    "reading the outbox tables whole; the topics hold {} events that are not sent again", known.size());
        }
        PublishedEvents onTopics = known;
        filter.accept(row).filter(event -> !onTopics.contains(event)).ifPresent(event -> send(row, event));
        reachedOffset = row.offset();
    }

    private void send(Change.Inserted row, OutboxEvent event) {
        if (!row.offset().insideSnapshot()) {
            Span span = Span.passingOn("publish to " + event.topic(), event.traceparent());
            if (span != null) {
                underWay.add(span);
            }
        }
        publisher.send(event);
        sent.merge(new Sent(row.schema(), event.type(), event.repeat() != null), 1L, Long::sum);
    }

    /** Takes the offset as the place to go on from, unless that would go back over what was sent. */
    private boolean advance(SourceOffset offset) {
        boolean forward = offset.insideSnapshot() || guard.admitsOffset(offset.position());
        if (forward) {
            reachedOffset = lastRow == null ? offset : offset.after(lastRow);
        }
        return forward;
    }

    private void commitUnlessInsideSnapshot() {
        SourceOffset offset = reachedOffset;
        if (offset == null || offset.insideSnapshot()) {
            return;
        }
        positions.commit(offset);
        underWay.forEach(Span::close);
        underWay.clear();
        metrics.committed(sent);
        status.committed(offset, reachedTime);
        sent.clear();
        reachedOffset = null;
        alreadyPublished = null;
    }

    /** Stops the engine; the reason has been told to the supervisor. */
    static final class SessionOver extends RuntimeException {
        SessionOver(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
