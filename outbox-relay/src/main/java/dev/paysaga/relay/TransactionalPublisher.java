package dev.paysaga.relay;

import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends events and the position they came from in one Kafka transaction.
 *
 * <p>It never aborts and never sends again: after any error the session ends, and the next producer's {@link #fence()}
 * aborts whatever was open. That is right also when nobody knows whether a commit has happened.
 */
final class TransactionalPublisher implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final String positionsTopic;
    private volatile boolean open;

    TransactionalPublisher(KafkaProducer<byte[], byte[]> producer, String positionsTopic) {
        this.producer = producer;
        this.positionsTopic = positionsTopic;
    }

    /** Shuts out every earlier producer and ends what it left open; from here on the stored position stands still. */
    void fence() {
        producer.initTransactions();
    }

    void send(OutboxEvent event) {
        begin();
        // A failed send is reported by the commit.
        var _ = producer.send(event.message());
    }

    /** Commits what was sent since the last commit, with the position after it. */
    void commit(byte[] positionKey, byte[] position) {
        begin();
        var _ = producer.send(new ProducerRecord<>(positionsTopic, 0, positionKey, position));
        producer.commitTransaction();
        open = false;
    }

    /** Removes the stored position. */
    void forget(byte[] positionKey) {
        begin();
        var _ = producer.send(new ProducerRecord<>(positionsTopic, 0, positionKey, null));
        producer.commitTransaction();
        open = false;
    }

    /** True between the first send and the commit, so also after a commit that failed. */
    boolean hasOpenTransaction() {
        return open;
    }

    /** Drops what was not sent; the broker's side of an open transaction is left to the next {@link #fence()}. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    private void begin() {
        if (!open) {
            producer.beginTransaction();
            open = true;
        }
    }
}
