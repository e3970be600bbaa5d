package dev.paysaga.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the relay's Kafka clients; every setting that a default would make dangerous is stated. */
final class KafkaClients {

    private final RelaySettings settings;
    private final long serverId;

    KafkaClients(RelaySettings settings, long serverId) {
        this.settings = settings;
        this.serverId = serverId;
    }

    Admin admin() {
        return Admin.create(secured(Map.of(
                "bootstrap.servers", bootstrap(), "request.timeout.ms", 3_000, "default.api.timeout.ms", 5_000)));
    }

    /** A producer whose first call must be {@code initTransactions}: it shuts out every earlier one. */
    KafkaProducer<byte[], byte[]> producer() {
        long deliveryMillis = settings.kafka().deliveryTimeout().toMillis();
        return new KafkaProducer<>(
                secured(Map.ofEntries(
                        Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap()),
                        Map.entry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.name()),
                        Map.entry(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int)
                                settings.kafka().transactionTimeout().toMillis()),
                        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryMillis),
                        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(10_000, deliveryMillis / 2)),
                        // Bounds a commit and an initTransactions against a broker that does not answer.
                        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryMillis),
                        // A commit flushes: waiting for more records would only delay it.
                        Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                        Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024))),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Reads what transactions have committed, from positions that the caller sets; belongs to no group. */
    KafkaConsumer<byte[], byte[]> reader() {
        return new KafkaConsumer<>(
                secured(Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        15_000)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * Takes part in deciding which relay is active; never reads a record.
     *
     * @param sessionTimeout it is replaced when it has been silent for so long
     */
    KafkaConsumer<byte[], byte[]> member(Duration sessionTimeout) {
        int sessionMillis = (int) sessionTimeout.toMillis();
        return new KafkaConsumer<>(
                secured(Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        settings.name(),
                        // A relay that is started again takes its own place at once instead of waiting for its
                        // predecessor's session to run out.
                        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                        "relay-" + serverId,
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        sessionMillis,
                        // Well under a third of the session, so that a standby hears of a change quickly.
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        Math.min(500, sessionMillis / 4),
                        // Whoever is active stays so when another one joins.
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        List.of(CooperativeStickyAssignor.class.getName()),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "latest")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private Map<String, Object> secured(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings.size() + 4);
        all.putAll(this.settings.kafka().security());
        all.putAll(settings);
        return all;
    }

    String bootstrap() {
        return settings.kafka().bootstrap();
    }
}
