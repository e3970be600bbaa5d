package dev.paysaga.relay;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Takes the place of the relay's own class in a benchmark, to show what its transactions cost: the same records, sent by an
 * idempotent producer and flushed. A reader of these topics gets repeats after every kill, and two relays at once are not
 * kept apart.
 */
final class TransactionalPublisher implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> fencing;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String positionsTopic;

    TransactionalPublisher(KafkaProducer<byte[], byte[]> fencing, String positionsTopic) {
        this.fencing = fencing;
        this.positionsTopic = positionsTopic;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        System.getenv("KAFKA_BOOTSTRAP"),
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        64 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void fence() {
        fencing.initTransactions();
    }

    void send(OutboxEvent event) {
        send(event.message());
    }

    void commit(byte[] positionKey, byte[] position) {
        producer.flush();
        send(new ProducerRecord<>(positionsTopic, 0, positionKey, position));
    }

    void forget(byte[] positionKey) {
        send(new ProducerRecord<>(positionsTopic, 0, positionKey, null));
        producer.flush();
    }

    boolean hasOpenTransaction() {
        return false;
    }

    /** What cannot be sent ends the process: a benchmark with a hole in it is none. */
    private void send(ProducerRecord<byte[], byte[]> message) {
        var _ = producer.send(message, (_, error) -> {
            if (error != null) {
                Runtime.getRuntime().halt(1);
            }
        });
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
        fencing.close(Duration.ZERO);
    }
}
