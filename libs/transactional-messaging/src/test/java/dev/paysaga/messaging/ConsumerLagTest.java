package dev.paysaga.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.testing.TestKafka;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far a group is behind what the relay has committed, in a broker's own words. */
class ConsumerLagTest {

    private static final Map<String, Object> BROKER =
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.bootstrap());

    private final String name = "lag-" + UUID.randomUUID();
    private final Admin admin = Admin.create(BROKER);
    private final ConsumerLag lag = new ConsumerLag(BROKER, name);
    private final KafkaProducer<String, String> relay = new KafkaProducer<>(
            Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    TestKafka.bootstrap(),
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    name),
            new StringSerializer(),
            new StringSerializer());

    @BeforeEach
    void topic() throws Exception {
        admin.createTopics(List.of(new NewTopic(name, 2, (short) 1))).all().get();
        relay.initTransactions();
    }

    @AfterEach
    void end() throws Exception {
        lag.close();
        relay.close();
        admin.deleteTopics(List.of(name)).all().get();
        admin.close();
    }

    @Test
    void aTopicWithoutEventsIsNothingToBeBehindOf() {
        assertThat(lag.byTopic(List.of(name))).containsExactly(Map.entry(name, 0L));
    }

    @Test
    void aGroupThatHasTakenNothingIsBehindByAllOfIt() {
        publish(0, 3);
        publish(1, 2);

        assertThat(lag.byTopic(List.of(name))).containsExactly(Map.entry(name, 5L));
    }

    @Test
    void whatIsCommittedIsNotCountedAndTheMarkOfATransactionNeither() throws Exception {
        publish(0, 3);

        commit(0, 2);
        assertThat(lag.byTopic(List.of(name))).containsExactly(Map.entry(name, 1L));

        commit(0, 3);
        assertThat(lag.byTopic(List.of(name))).containsExactly(Map.entry(name, 0L));
    }

    @Test
    void whatTheRelayHasNotCommittedYetIsNothingToBeBehindOf() throws Exception {
        publish(0, 1);
        commit(0, 1);

        relay.beginTransaction();
        relay.send(new ProducerRecord<>(name, 0, "order", "event")).get();
        assertThat(lag.byTopic(List.of(name))).containsExactly(Map.entry(name, 0L));

        relay.commitTransaction();
        assertThat(lag.byTopic(List.of(name)).get(name)).isPositive();
    }

    private void publish(int partition, int events) {
        relay.beginTransaction();
        for (int i = 0; i < events; i++) {
            var _ = relay.send(new ProducerRecord<>(name, partition, "order", "event"));
        }
        relay.commitTransaction();
    }

    private void commit(int partition, long next) throws ExecutionException, InterruptedException {
        admin.alterConsumerGroupOffsets(name, Map.of(new TopicPartition(name, partition), new OffsetAndMetadata(next)))
                .all()
                .get();
    }
}
