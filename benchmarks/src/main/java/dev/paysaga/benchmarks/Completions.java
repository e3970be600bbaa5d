package dev.paysaga.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.launcher.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** When each order's completion became visible to a read_committed reader of the payment topic. */
final class Completions implements AutoCloseable {

    private static final byte[] COMPLETED = "paysaga.payment.completed.v1".getBytes(UTF_8);

    private final Map<String, CompletableFuture<Instant>> seen = new ConcurrentHashMap<>();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final KafkaConsumer<String, String> consumer;
    private final Thread thread;

    Completions(Cluster cluster) throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(cluster.kafkaSettings("auditor"));
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        this.thread = Thread.ofPlatform().name("completions").daemon().start(this::read);
        reading.await();
    }

    /** @throws TimeoutException when the order is not completed in time */
    Instant await(String orderId, Duration limit) throws InterruptedException, TimeoutException {
        try {
            return seen(orderId).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            seen.remove(orderId);
        }
    }

    private void read() {
        var partitions = consumer.partitionsFor("payment.events.v1").stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        reading.countDown();
        try {
            while (true) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (Arrays.equals(record.headers().lastHeader("ce_type").value(), COMPLETED)) {
                        seen(record.key()).complete(Instant.now());
                    }
                }
            }
        } catch (WakeupException _) {
            consumer.close();
        }
    }

    private CompletableFuture<Instant> seen(String orderId) {
        return seen.computeIfAbsent(orderId, _ -> new CompletableFuture<>());
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
