package dev.paysaga.relay;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Makes sessions: fences, reads the position, builds the engine. */
final class SessionFactory {

    private final RelaySettings settings;
    private final KafkaClients clients;
    private final long serverId;
    private final SourceDatabase database;
    private final RelayStatus status;
    private final RelayMetrics metrics;
    private final EnginesLeftBehind leftBehind;

    SessionFactory(
            RelaySettings settings,
            KafkaClients clients,
            long serverId,
            SourceDatabase database,
            RelayStatus status,
            RelayMetrics metrics,
            LastResort lastResort) {
        this.settings = settings;
        this.clients = clients;
        this.serverId = serverId;
        this.database = database;
        this.status = status;
        this.metrics = metrics;
        this.leftBehind = new EnginesLeftBehind(lastResort);
    }

    /**
     * A session that is ready to start. The position is read after the fencing, since only what a fenced predecessor has
     * left is final.
     *
     * @throws RuntimeException if Kafka does not answer in time or the engine cannot be built
     */
    RelaySession open() {
        TransactionalPublisher publisher = new TransactionalPublisher(clients.producer(), settings.positionsTopic());
        try {
            publisher.fence();
            OffsetCodec codec = new OffsetCodec(settings.name());
            Map<ByteBuffer, ByteBuffer> committed = new PositionTopic(clients, settings.positionsTopic())
                    .read(codec.key(Map.of("server", settings.topicPrefix())));
            requireAllThatWasRead(codec, committed);
            return build(publisher, new PositionStore(codec, publisher, committed), committed);
        } catch (RuntimeException e) {
            publisher.close();
            throw e;
        }
    }

    /**
     * After a fail-over: a server that lacks transactions which were read, and so sent, has lost changes that others act
     * upon. The relay does not decide what becomes of them.
     */
    private void requireAllThatWasRead(OffsetCodec codec, Map<ByteBuffer, ByteBuffer> committed) {
        Map<String, String> partition = Map.of("server", settings.topicPrefix());
        ByteBuffer stored = committed.get(ByteBuffer.wrap(codec.key(partition)));
        if (stored != null) {
            SourceOffset offset = new SourceOffset(partition, codec.offset(stored));
            database.lacking(offset.gtidsBegun()).ifPresent(lost -> {
                throw new IllegalStateException("MySQL at " + settings.mysql().host() + ":"
                        + settings.mysql().port() + " lacks transactions whose events were sent: " + lost
                        + ". Bring them back, or see \"MySQL has failed over\" in the runbook.");
            });
        }
    }

    private RelaySession build(
            TransactionalPublisher publisher, PositionStore positions, Map<ByteBuffer, ByteBuffer> committed) {
        RelaySettings.Engine limits = settings.engine();
        OutboxFilter filter = new OutboxFilter(
                Set.copyOf(settings.eventTopics()), limits.eventSizeMax().toBytes(), metrics);
        CompletableFuture<SessionEnd> end = new CompletableFuture<>();
        BatchHandler handler = new BatchHandler(
                filter,
                publisher,
                positions,
                () -> PublishedEvents.read(clients, settings.eventTopics(), limits.snapshotCompareLimit()),
                status,
                metrics,
                end::complete);
        String id = CommittedOffsets.open(committed);
        try {
            return new RelaySession(
                    id,
                    EngineProperties.of(settings, serverId, id),
                    handler,
                    publisher,
                    metrics,
                    end,
                    settings.supervision().closeTimeout(),
                    leftBehind);
        } catch (RuntimeException e) {
            CommittedOffsets.close(id);
            throw e;
        }
    }
}
