package dev.paysaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What becomes of the relay's settings. */
class RelayConfigurationTest {

    private final RelaySettings shipped = ShippedSettings.read();

    @Test
    void theMainSourceHasTheTopicsAndTheNameWithoutSuffix() {
        assertThat(shipped.name()).isEqualTo("paysaga-relay");
        assertThat(shipped.positionsTopic()).isEqualTo("paysaga.relay.positions");
        RelaySettings other = configuration(source("main", "a", "checkout"), source("books", "b", "ledger"))
                .perSource()
                .getLast();
        assertThat(other.name()).isEqualTo("paysaga-relay-books");
        assertThat(other.positionsTopic()).isEqualTo("paysaga.relay.positions.books");
        assertThat(other.schemaHistoryTopic()).isEqualTo("paysaga.relay.schema-history.books");
    }

    @Test
    void twoSourcesShareNeitherNameNorPrefixNorSchema() {
        assertThatThrownBy(() -> configuration(source("one", "a", "checkout"), source("one", "b", "ledger")))
                .hasMessageContaining("the name one");
        assertThatThrownBy(() -> configuration(source("one", "a", "checkout"), source("two", "a", "ledger")))
                .hasMessageContaining("the topic-prefix a");
        assertThatThrownBy(() -> configuration(source("one", "a", "checkout"), source("two", "b", "checkout")))
                .hasMessageContaining("the schema checkout");
    }

    @Test
    void outboxRowsAreKeptForADayAtLeast() {
        assertThatThrownBy(() -> new RelaySettings.Retention(Duration.ofHours(23), 7, Duration.ofMinutes(10)))
                .hasMessageContaining("must be a day or more");
    }

    @Test
    void securityReachesTheEngineAndIsAPlaceholderForConnect() {
        RelaySettings secured = secured();

        Properties engine = EngineProperties.of(secured, 1, "session-1");

        assertThat(engine)
                .containsEntry("schema.history.internal.producer.sasl.jaas.config", "secret login")
                .containsEntry("schema.history.internal.consumer.sasl.jaas.config", "secret login")
                .containsEntry("database.ssl.truststore", "/etc/stores/mysql.p12")
                .containsEntry("database.ssl.truststore.password", "secret store");
        assertThat(ConnectConnector.of(secured))
                .containsEntry("schema.history.internal.consumer.sasl.jaas.config", "${env:KAFKA_SASL_JAAS_CONFIG}")
                .containsEntry("database.ssl.truststore.password", "${env:MYSQL_SSL_TRUSTSTORE_PASSWORD}")
                .doesNotContainValue("secret login")
                .doesNotContainValue("secret store");
    }

    private RelaySettings secured() {
        RelaySettings.Kafka kafka = shipped.kafka();
        RelaySettings.Mysql mysql = shipped.mysql();
        return new RelaySettings(
                shipped.source(),
                shipped.name(),
                shipped.topicPrefix(),
                shipped.schemas(),
                new RelaySettings.Mysql(
                        mysql.host(),
                        mysql.port(),
                        mysql.user(),
                        mysql.password(),
                        mysql.serverId(),
                        "verify_ca",
                        "/etc/stores/mysql.p12",
                        "secret store",
                        "",
                        "",
                        "",
                        ""),
                new RelaySettings.Kafka(
                        kafka.bootstrap(),
                        Map.of("security.protocol", "SASL_SSL", "sasl.jaas.config", "secret login"),
                        kafka.sessionTimeout(),
                        kafka.transactionTimeout(),
                        kafka.deliveryTimeout()),
                shipped.engine(),
                shipped.supervision(),
                shipped.retention());
    }

    private RelayConfiguration configuration(RelayConfiguration.Source... sources) {
        return new RelayConfiguration(
                "paysaga-relay",
                List.of(sources),
                shipped.kafka(),
                shipped.engine(),
                shipped.supervision(),
                shipped.retention());
    }

    private RelayConfiguration.Source source(String name, String prefix, String schema) {
        return new RelayConfiguration.Source(name, prefix, List.of(schema), shipped.mysql());
    }
}
