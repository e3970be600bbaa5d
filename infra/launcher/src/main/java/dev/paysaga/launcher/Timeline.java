package dev.paysaga.launcher;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The committed events of one order, as any team would read them from Kafka. */
final class Timeline {

    static final List<String> TOPICS =
            List.of("checkout.events.v1", "payment.events.v1", "ledger.events.v1", "wallet.events.v1");
    private static final int GIST_LENGTH = 66;

    /** @param gist the body in a line */
    record Event(Instant time, String type, String source, String sequence, String gist) {}

    private Timeline() {}

    /**
     * Reads what was published since {@code since}, in the order of the events' own times.
     *
     * @param bootstrap host and port of the broker
     */
    static List<Event> of(String bootstrap, String orderId, Instant since) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = TOPICS.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            seek(consumer, partitions, since);
            var ends = consumer.endOffsets(partitions);
            var events = new ArrayList<Event>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var found : consumer.poll(Duration.ofMillis(100))) {
                    if (orderId.equals(found.key())) {
                        events.add(event(found));
                    }
                }
            }
            events.sort(Comparator.comparing(Event::time));
            return events;
        }
    }

    private static void seek(KafkaConsumer<String, String> consumer, List<TopicPartition> partitions, Instant since) {
        var wanted = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> wanted.put(partition, since.toEpochMilli()));
        var found = consumer.offsetsForTimes(wanted);
        for (var partition : partitions) {
            var offset = found.get(partition);
            if (offset == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, offset.offset());
            }
        }
    }

    private static Event event(ConsumerRecord<String, String> found) {
        return new Event(
                Instant.parse(header(found, "ce_time")),
                header(found, "ce_type"),
                header(found, "ce_source"),
                header(found, "ce_sequence"),
                gist(found.value()));
    }

    private static String header(ConsumerRecord<String, String> found, String name) {
        var header = found.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new LaunchFailure("An event on %s lacks the header %s".formatted(found.topic(), name));
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The plain fields with their values, the lists with their sizes. */
    static String gist(String body) {
        try {
            var text = JsonHttp.read(body).properties().stream()
                    .filter(field -> !"orderId".equals(field.getKey()))
                    .filter(field -> !field.getKey().endsWith("At"))
                    .filter(field -> !field.getValue().isNull())
                    .map(field -> field.getKey() + "=" + brief(field.getValue()))
                    .collect(Collectors.joining(" "));
            return text.length() <= GIST_LENGTH ? text : text.substring(0, GIST_LENGTH - 3) + "...";
        } catch (JacksonException _) {
            return "(not JSON)";
        }
    }

    private static String brief(JsonNode value) {
        if (value.isArray()) {
            return "[" + value.size() + "]";
        }
        return value.isObject() ? "{..}" : value.asString();
    }
}
