package dev.paysaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.testing.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a read_committed reader sees. */
final class Topics {

    private Topics() {}

    /** Reads until every row's event is there, then to the end, and asserts: each exactly once, each order in its order. */
    static void awaitExactlyOnce(Collection<OutboxRow> rows, Duration atMost) {
        Set<String> wanted = rows.stream().map(OutboxRow::eventId).collect(Collectors.toSet());
        Set<String> topics = rows.stream().map(OutboxRow::topic).collect(Collectors.toSet());
        List<Seen> seen = new ArrayList<>();
        Set<String> missing = new HashSet<>(wanted);
        try (KafkaConsumer<String, String> consumer = reader(topics)) {
            long deadline = System.nanoTime() + atMost.toNanos();
            while (!missing.isEmpty() && System.nanoTime() < deadline) {
                take(consumer, wanted, missing, seen);
            }
            assertThat(missing.size())
                    .as("events of %s not on the topics after %s", wanted.size(), atMost)
                    .isZero();
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                take(consumer, wanted, missing, seen);
            }
        }
        assertThat(seen.size() - wanted.size()).as("events seen twice").isZero();
        assertInOrder(seen);
    }

    /** Waits until the last of these rows is there. */
    static void awaitLastOf(List<OutboxRow> rows, Duration atMost) {
        OutboxRow last = rows.getLast();
        await("the event of " + last.orderId())
                .atMost(atMost)
                .until(() -> TestKafka.consume(last.topic(), last.orderId()).stream()
                        .anyMatch(event -> last.eventId().equals(TestKafka.header(event, "ce_id"))));
    }

    private static KafkaConsumer<String, String> reader(Set<String> topics) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        TestKafka.bootstrap(),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
        return consumer;
    }

    private static void take(
            KafkaConsumer<String, String> consumer, Set<String> wanted, Set<String> missing, List<Seen> seen) {
        for (ConsumerRecord<String, String> event : consumer.poll(Duration.ofMillis(200))) {
            String id = String.valueOf(TestKafka.header(event, "ce_id"));
            if (wanted.contains(id)) {
                missing.remove(id);
                seen.add(new Seen(
                        event.topic() + "/" + event.key(),
                        Long.parseLong(String.valueOf(TestKafka.header(event, "ce_sequence")))));
            }
        }
    }

    private static void assertInOrder(List<Seen> seen) {
        Map<String, Long> last = new HashMap<>();
        for (Seen event : seen) {
            Long before = last.put(event.order, event.sequence);
            assertThat(event.sequence)
                    .as("sequence of %s after %s", event.order, before)
                    .isEqualTo(before == null ? 1 : before + 1);
        }
    }

    /** What is remembered of an event; its payload may be large, and there may be many. */
    private record Seen(String order, long sequence) {}
}
