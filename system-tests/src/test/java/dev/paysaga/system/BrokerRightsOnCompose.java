package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each principal must not do on Kafka, it cannot: everything here is tried, and refused by the broker. */
class BrokerRightsOnCompose extends RunningSuite {

    @ParameterizedTest
    @ValueSource(strings = {"checkout", "payment", "ledger", "wallet", "auditor"})
    void nobodyButTheRelayWritesAnEvent(String principal) {
        for (String topic : Topics.ALL) {
            refused(() -> send(principal, topic));
        }
        refused(() -> send(principal, "paysaga.relay.positions"));
    }

    @Test
    void theRelayWritesNoOtherTopic() {
        refused(() -> send("relay", "__consumer_offsets"));
        refused(() -> asAdmin(
                "relay",
                admin -> admin.createTopics(List.of(new NewTopic("own", 1, (short) 1)))
                        .all()
                        .get()));
        refused(() ->
                asAdmin("relay", admin -> admin.deleteTopics(Topics.ALL).all().get()));
    }

    @ParameterizedTest(name = "{0} reads {1}")
    @CsvSource({
        "checkout, payment.events.v1",
        "payment, checkout.events.v1 ledger.events.v1 wallet.events.v1",
        "ledger, payment.events.v1",
        "wallet, payment.events.v1"
    })
    void aServiceReadsWhatItReactsToAndNothingElse(String principal, String allowed) {
        var topics = Set.of(allowed.split(" "));
        for (String topic : Topics.ALL) {
            if (topics.contains(topic)) {
                read(principal, principal + "-service", topic);
            } else {
                refused(() -> read(principal, principal + "-service", topic));
            }
        }
    }

    @Test
    void aServiceTakesNoPartInAnothersGroup() {
        refused(() -> read("ledger", "wallet-service", "payment.events.v1"));
        refused(() -> read("ledger", "paysaga-relay", "payment.events.v1"));
    }

    @Test
    void whoHasNoPasswordIsNobody() {
        var settings = new HashMap<>(suite.kafkaSettings("wallet"));
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"wallet\" password=\"guess\";");
        try (var admin = Admin.create(settings)) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    private void send(String principal, String topic) throws Exception {
        var settings = new HashMap<>(suite.kafkaSettings(principal));
        settings.put("max.block.ms", 15_000);
        // Or it would be refused an id for itself before it asks for the topic.
        settings.put("enable.idempotence", false);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "nobody", "nothing")).get();
        }
    }

    /** One record at most; asks for the group's position too, which is where a group's right shows. */
    private void read(String principal, String group, String topic) {
        Map<String, Object> settings = new HashMap<>(suite.kafkaSettings(principal));
        settings.put("group.id", group);
        settings.put("enable.auto.commit", false);
        settings.put("max.poll.records", 1);
        settings.put("default.api.timeout.ms", 15_000);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            assertThat(consumer.partitionsFor(topic)).hasSize(12);
            consumer.committed(Set.of(partition));
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            consumer.poll(Duration.ofMillis(500));
        }
    }

    private void asAdmin(String principal, AdminWork work) throws Exception {
        try (var admin = Admin.create(suite.kafkaSettings(principal))) {
            work.on(admin);
        }
    }

    private interface AdminWork {
        void on(Admin admin) throws Exception;
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt) {
        assertThatThrownBy(attempt).satisfies(thrown -> {
            Throwable reason = thrown instanceof ExecutionException ? thrown.getCause() : thrown;
            assertThat(reason).isInstanceOf(AuthorizationException.class);
        });
    }
}
