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
 *
 * <p>A process of Kafka 4.2; a container of Kafka 4.3 with {@code -Dpaysaga.servers=containers}.
 */
public final class TestKafka {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private TestKafka() {}

    /**
     * The running broker: kill, restart. Who kills it starts it again.
     *
     * @throws IllegalStateException when it is a container
     */
    public static KafkaBroker broker() {
        if (ServersInContainers.wanted()) {
            throw new IllegalStateException("This test kills its broker: run it without -Dpaysaga.servers");
        }
        return Running.BROKER;
    }

    /** Host and port for clients. */
    public static String bootstrap() {
        return ServersInContainers.wanted() ? Contained.BOOTSTRAP : broker().bootstrap();
    }

    /** A producer of texts that waits for the broker's acknowledgement; shared, not to be closed. */
    public static Producer<String, String> producer() {
        return Sending.PRODUCER;
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
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    /** The committed records of one key, in their order. */
    public static List<ConsumerRecord<String, String>> consume(String topic, String key) {
        return consume(topic).stream().filter(found -> key.equals(found.key())).toList();
    }

    /** A header's value as text, or null when the record has none of that name. */
    public static @Nullable String header(ConsumerRecord<?, ?> found, String name) {
        var header = found.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static final class Running {
        static final KafkaBroker BROKER;

        static {
            var home = ProjectHome.find();
            var folder = TestFolder.copyOfPrepared(
                    "kafka",
                    List.of(home.path().resolve("infra/kafka/server.properties")),
                    fresh -> KafkaBroker.prepare(home, fresh.resolve("data"), fresh.resolve("kafka.log")));
            BROKER = KafkaBroker.start(home, folder.resolve("data"), FreePorts.next(), folder.resolve("kafka.log"));
            // The data are thrown away: no reason to wait for an orderly shutdown.
            TestFolder.atEnd(BROKER::kill);
        }
    }

    private static final class Contained {
        static final String BOOTSTRAP =
                ServersInContainers.kafka(ProjectHome.find()).getBootstrapServers();
    }

    private static final class Sending {
        static final Producer<String, String> PRODUCER = new KafkaProducer<>(
                Map.<String, Object>of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap(), ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(),
                new StringSerializer());

        static {
            TestFolder.atEnd(() -> PRODUCER.close(Duration.ZERO));
        }
    }
}
