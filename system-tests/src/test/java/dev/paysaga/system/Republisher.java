package dev.paysaga.system;

import dev.paysaga.launcher.Cluster;
import dev.paysaga.system.Topics.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends events once more, marked as repeats, in whatever order they are given. */
final class Republisher implements AutoCloseable {

    private static final List<String> GROUPS =
            List.of("checkout-service", "payment-service", "ledger-service", "wallet-service");

    private final KafkaProducer<String, String> producer;
    private final Admin admin;
    private final Map<TopicPartition, Long> lastRepeat = new HashMap<>();

    Republisher(Cluster cluster) {
        this.producer =
                new KafkaProducer<>(cluster.kafkaSettings("relay"), new StringSerializer(), new StringSerializer());
        this.admin = Admin.create(cluster.kafkaSettings("auditor"));
    }

    void repeat(List<Event> events) throws Exception {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (Event event : events) {
            var record = event.record();
            var repeated = new ProducerRecord<>(
                    record.topic(), record.partition(), record.key(), record.value(), record.headers());
            repeated.headers().add("ce_repeat", "replay".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            sent.add(producer.send(repeated));
        }
        producer.flush();
        for (Future<RecordMetadata> record : sent) {
            RecordMetadata place = record.get();
            lastRepeat.merge(new TopicPartition(place.topic(), place.partition()), place.offset(), Math::max);
        }
    }

    /** Whether every group that reads the repeated topics has come past their last repeat. */
    boolean isReadByAll() throws Exception {
        for (var group : GROUPS) {
            var read = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            for (var position : read.entrySet()) {
                Long last = lastRepeat.get(position.getKey());
                if (last != null
                        && (position.getValue() == null || position.getValue().offset() <= last)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
