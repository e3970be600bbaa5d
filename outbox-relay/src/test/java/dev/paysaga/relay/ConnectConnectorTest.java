package dev.paysaga.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.launcher.ProjectHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The connector that can take the relay's place is what the relay's settings say. */
class ConnectConnectorTest {

    private final RelaySettings settings = ShippedSettings.read();

    @Test
    void theCommittedConnectorIsRenderedFromTheRelaysSettings() throws IOException {
        requireCommitted("connector.json", settings);
    }

    /** For the cluster of containers, where MySQL proves who it is and the broker asks who we are. */
    @Test
    void soIsTheOneForTheCluster() throws IOException {
        requireCommitted(
                "connector-secured.json",
                ShippedSettings.with(Map.of(
                        "RELAY_MYSQL_SSL_MODE",
                        "verify_identity",
                        "RELAY_MYSQL_TRUST_STORE",
                        "/trust/mysql.p12",
                        "RELAY_MYSQL_TRUST_STORE_PASSWORD",
                        "changeit",
                        "KAFKA_SECURITY_PROTOCOL",
                        "SASL_PLAINTEXT")));
    }

    /** When the committed file differs it is written anew and the test fails: look at the difference, commit it. */
    private static void requireCommitted(String name, RelaySettings settings) throws IOException {
        Path file = ProjectHome.find().path().resolve("infra/kafka-connect").resolve(name);
        Map<String, Object> connector = new LinkedHashMap<>();
        connector.put("name", settings.name());
        connector.put("config", ConnectConnector.of(settings));
        String rendered =
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(connector) + "\n";
        String committed = Files.exists(file) ? Files.readString(file, UTF_8) : "";

        Files.writeString(file, rendered, UTF_8);

        assertThat(rendered)
                .as("%s was not what the settings say; it has been written anew, commit it", file)
                .isEqualTo(committed);
    }

    @Test
    void itHoldsNoPasswordAndNothingOfTheEngine() {
        Map<String, String> connector = ConnectConnector.of(settings);

        assertThat(connector).containsEntry("database.password", "${env:DB_PASSWORD}");
        assertThat(connector).doesNotContainKeys("offset.storage", "custom.metric.tags", "errors.max.retries", "name");
    }
}
