package dev.paysaga.launcher;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaBrokerTest {

    @TempDir
    static Path folder;

    static KafkaBroker kafka;

    @BeforeAll
    static void start() {
        kafka = KafkaBroker.start(
                ProjectHome.find(), folder.resolve("kafka"), FreePorts.next(), folder.resolve("kafka.log"));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @ParameterizedTest(name = "{0}: {1} partitions, {2}, {3} ms")
    @CsvSource({
        "checkout.events.v1, 12, delete, 604800000",
        "payment.events.v1, 12, delete, 604800000",
        "ledger.events.v1, 12, delete, 604800000",
        "wallet.events.v1, 12, delete, 604800000",
        "paysaga.relay.positions, 1, compact, 604800000",
        "paysaga.relay.schema-history, 1, delete, -1",
    })
    void everyTopicHasItsPartitionsAndRetention(String topic, int partitions, String cleanup, String retentionMs)
            throws Exception {
        try (var admin = admin()) {
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            var settings = requireNonNull(admin.describeConfigs(List.of(resource))
                    .all()
                    .get(10, TimeUnit.SECONDS)
                    .get(resource));
            var description = requireNonNull(admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(10, TimeUnit.SECONDS)
                    .get(topic));

            assertThat(description.partitions()).hasSize(partitions);
            assertThat(settings.get("cleanup.policy").value()).isEqualTo(cleanup);
            assertThat(settings.get("retention.ms").value()).isEqualTo(retentionMs);
        }
    }

    @Test
    void anUnknownTopicIsAnErrorAndIsNotCreated() throws Exception {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap(), ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
                var admin = admin()) {
            var answer = producer.send(new ProducerRecord<>("checkout.event.v1", "body"));

            assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
            assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS)).doesNotContain("checkout.event.v1");
        }
    }

    @Test
    void theBrokerStartsAgainAfterAKill() throws Exception {
        var first = kafka.pid();

        kafka.kill();
        kafka.restart();

        assertThat(kafka.pid()).isNotEqualTo(first);
        try (var admin = admin()) {
            assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS)).contains("checkout.events.v1");
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap()));
    }
}
