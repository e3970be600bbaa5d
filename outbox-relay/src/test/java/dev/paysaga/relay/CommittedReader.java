package dev.paysaga.relay;

import dev.paysaga.testing.TestKafka;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the event topics from their present end with {@code read_committed}, as consumers do, on a thread of its own, and
 * keeps account of every sequence of every order.
 */
final class CommittedReader implements AutoCloseable {

    private final String orders;
    private final Map<String, BitSet> seen = new ConcurrentHashMap<>();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong outOfOrder = new AtomicLong();
    private final Thread thread;
    private volatile boolean stopped;

    /** @param orders only orders whose id begins so are looked at */
    CommittedReader(String orders) {
        this.orders = orders;
        KafkaConsumer<String, String> consumer = open();
        this.thread = Thread.ofPlatform().name("committed-reader").daemon(true).start(() -> run(consumer));
    }

    long events() {
        return events.get();
    }

    long repeated() {
        return repeated.get();
    }

    /** Events that came before one that precedes them. */
    long outOfOrder() {
        return outOfOrder.get();
    }

    /** Rows whose event has not been seen. */
    long missing(Collection<OutboxRow> rows) {
        return rows.stream()
                .filter(row -> {
                    BitSet sequences = seen.get(row.topic() + "/" + row.orderId());
                    if (sequences == null) {
                        return true;
                    }
                    synchronized (sequences) {
                        return !sequences.get((int) row.sequence());
                    }
                })
                .count();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static KafkaConsumer<String, String> open() {
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
        List<TopicPartition> partitions = OutboxTables.SCHEMAS.stream()
                .flatMap(schema -> consumer.partitionsFor(schema + ".events.v1").stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .collect(Collectors.toList());
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }

    private void run(KafkaConsumer<String, String> consumer) {
        try (consumer) {
            while (!stopped) {
                consumer.poll(Duration.ofMillis(200)).forEach(this::take);
            }
        }
    }

    private void take(ConsumerRecord<String, String> event) {
        if (!event.key().startsWith(orders)) {
            return;
        }
        events.incrementAndGet();
        int sequence = Integer.parseInt(String.valueOf(TestKafka.header(event, "ce_sequence")));
        BitSet sequences = seen.computeIfAbsent(event.topic() + "/" + event.key(), _ -> new BitSet());
        synchronized (sequences) {
            if (sequences.get(sequence)) {
                repeated.incrementAndGet();
            } else if (sequence > 1 && !sequences.get(sequence - 1)) {
                outOfOrder.incrementAndGet();
            }
            sequences.set(sequence);
        }
    }
}
