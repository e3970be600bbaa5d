package dev.paysaga.testing;

import dev.paysaga.launcher.FreePorts;
import dev.paysaga.launcher.KafkaBroker;
import dev.paysaga.launcher.ProjectHome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * One real broker for all tests of this JVM, with the project's settings and topics. Started on first use (a few
 * seconds), stopped when the JVM ends. Tests share its topics: use order ids of your own.
 */
public final class TestKafka {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private TestKafka() {}

    /** The running broker: kill, restart. Who kills it starts it again. */
    public static KafkaBroker broker() {
        return Running.BROKER;
    }

    /** Host and port for clients. */
    public static String bootstrap() {
        return broker().bootstrap();
    }

    /** A producer of texts that waits for the broker's acknowledgement; shared, not to be closed. */
    public static Producer<String, String> producer() {
        return Running.PRODUCER;
    }

    /**
     * Publishes one record, its headers in the given map's order, and returns when the broker has it.
     *
     * @param key the order id
     */
    public static void publish(String topic, String key, Map<String, String> headers, String body) {
        var published = new ProducerRecord<>(topic, key, body);
        headers.forEach((name, value) -> published.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer().send(published).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Not published to " + topic, e);
        }
    }

    /** Everything committed to the topic so far, from its beginning; order holds within a partition. */
    public static List<ConsumerRecord<String, String>> consume(String topic) {
        return consume(topic, _ -> true);
    }

    /** The committed records of one key, in their order; the others' are not held. */
    public static List<ConsumerRecord<String, String>> consume(String topic, String key) {
        return consume(topic, found -> key.equals(found.key()));
    }

    private static List<ConsumerRecord<String, String>> consume(
            String topic, Predicate<ConsumerRecord<String, String>> wanted) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, String>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(found -> {
                    if (wanted.test(found)) {
                        records.add(found);
                    }
                });
            }
            return records;
        }
    }

    /** A header's value as text, or null when the record has none of that name. */
    public static @Nullable String header(ConsumerRecord<?, ?> found, String name) {
        var header = found.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static final class Running {
        static final KafkaBroker BROKER;
        static final Producer<String, String> PRODUCER;

        static {
            var home = ProjectHome.find();
            var folder = TestFolder.copyOfPrepared(
                    "kafka",
                    List.of(home.path().resolve("infra/kafka/server.properties")),
                    fresh -> KafkaBroker.prepare(home, fresh.resolve("data"), fresh.resolve("kafka.log")));
            BROKER = KafkaBroker.start(home, folder.resolve("data"), FreePorts.next(), folder.resolve("kafka.log"));
            PRODUCER = new KafkaProducer<>(
                    Map.<String, Object>of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            BROKER.bootstrap(),
                            ProducerConfig.ACKS_CONFIG,
                            "all"),
                    new StringSerializer(),
                    new StringSerializer());
            // The data are thrown away: no reason to wait for an orderly shutdown.
            TestFolder.atEnd(BROKER::kill);
            TestFolder.atEnd(() -> PRODUCER.close(Duration.ZERO));
        }
    }
}
