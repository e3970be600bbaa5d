package dev.paysaga.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.launcher.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** What another team sees: the four topics from their beginning, read_committed. */
public final class Topics {

    public static final List<String> ALL =
            List.of("checkout.events.v1", "payment.events.v1", "ledger.events.v1", "wallet.events.v1");

    private final Map<String, Object> client;

    public Topics(Cluster cluster) {
        this.client = cluster.kafkaSettings("auditor");
    }

    /** Everything that is committed on the topic now, in the order of each partition. */
    public List<Event> read(String topic) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A transaction's last offset is its marker, which is never handed out: who waits for more waits in vain, so
        // briefly.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            List<Event> events = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(20)).forEach(record -> events.add(Event.of(record)));
            }
            return events;
        }
    }

    /**
     * An event as it is on its topic.
     *
     * @param repeat absent unless it was repeated on purpose
     */
    public record Event(
            String id,
            String type,
            String source,
            String orderId,
            long sequence,
            @Nullable String repeat,
            String body,
            ConsumerRecord<String, String> record) {

        static Event of(ConsumerRecord<String, String> record) {
            return new Event(
                    required(record, "ce_id"),
                    required(record, "ce_type"),
                    required(record, "ce_source"),
                    record.key(),
                    Long.parseLong(required(record, "ce_sequence")),
                    header(record, "ce_repeat"),
                    record.value(),
                    record);
        }

        private static String required(ConsumerRecord<String, String> record, String name) {
            String value = header(record, name);
            if (value == null) {
                throw new AssertionError(record + " has no header " + name);
            }
            return value;
        }

        private static @Nullable String header(ConsumerRecord<String, String> record, String name) {
            Header header = record.headers().lastHeader(name);
            return header == null ? null : new String(header.value(), UTF_8);
        }
    }
}
