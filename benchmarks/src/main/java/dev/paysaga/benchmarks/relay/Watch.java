package dev.paysaga.benchmarks.relay;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A {@code read_committed} reader of one load's events, from now on; notes when each was first seen. */
final class Watch implements AutoCloseable {

    private final String orders;
    private final AtomicLongArray committed;
    private final AtomicLongArray seen;
    private final Thread thread;
    private volatile int count;
    private volatile int repeats;
    private volatile long firstAt;
    private volatile long lastAt;
    private volatile boolean stopped;

    /** @param rows how many rows the load has */
    Watch(Ground ground, String orders, int rows) {
        this.orders = orders + "-";
        this.committed = new AtomicLongArray(rows);
        this.seen = new AtomicLongArray(rows);
        KafkaConsumer<String, String> consumer = open(ground);
        this.thread = Thread.ofPlatform().name("watch").daemon(true).start(() -> run(consumer));
    }

    void committed(int number) {
        committed.set(number, System.nanoTime());
    }

    int count() {
        return count;
    }

    /** Events seen again. */
    int repeats() {
        return repeats;
    }

    /** Waits until so many have been seen. */
    void await(int wanted, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (count < wanted) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(count + " of " + wanted + " events after " + atMost);
            }
            Thread.sleep(Duration.ofMillis(2));
        }
    }

    /** Events per second between the first and the last. */
    double rate() {
        return (count - 1) / Math.max(1e-9, (lastAt - firstAt) / 1e9);
    }

    /** Milliseconds from the return of the commit to the reader, sorted. */
    List<Double> latencies() {
        double[] millis = IntStream.range(0, seen.length())
                .filter(number -> seen.get(number) != 0 && committed.get(number) != 0)
                .mapToDouble(number -> Math.max(0, (seen.get(number) - committed.get(number)) / 1e6))
                .toArray();
        Arrays.sort(millis);
        return Arrays.stream(millis).boxed().toList();
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

    private void run(KafkaConsumer<String, String> consumer) {
        try (consumer) {
            while (!stopped) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::take);
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void take(ConsumerRecord<String, String> event) {
        if (!event.key().startsWith(orders)) {
            return;
        }
        long now = System.nanoTime();
        int number = Integer.parseInt(event.key().substring(orders.length()));
        if (!seen.compareAndSet(number, 0, now)) {
            repeats++;
            return;
        }
        if (count == 0) {
            firstAt = now;
        }
        lastAt = now;
        count++;
    }

    private static KafkaConsumer<String, String> open(Ground ground) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        ground.kafka.bootstrap(),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "fetch.max.wait.ms",
                        50),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = Ground.SCHEMAS.stream()
                .flatMap(schema -> consumer.partitionsFor(schema + ".events.v1").stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .collect(Collectors.toList());
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }
}
