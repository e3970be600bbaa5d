package dev.paysaga.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.testing.TestMysql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A relay that has no position yet: it waits for the tables and then sends what they hold, once. */
class FirstStartTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    @Test
    void itWaitsForTheTablesAndSendsWhatIsThere() throws Exception {
        OutboxTables.createAll();
        OutboxTables.drop("wallet");
        leaveTheRelayOnlyTheGrantsOfItsReadme();
        List<OutboxRow> rows = new ArrayList<>();
        for (int index = 0; index < 300; index++) {
            rows.add(OutboxRow.of("checkout", "first-" + index % 7, index / 7 + 1));
            rows.add(OutboxRow.of("payment", "first-" + index % 7, index / 7 + 1));
        }
        insert("checkout", rows);
        insert("payment", rows);

        // A name of its own: no position, whatever other tests have left.
        try (RelayProcess relay =
                RelayProcess.start("first-start", 9301, Map.of("PAYSAGA_RELAY_NAME", "first-start"))) {
            relay.awaitDetail("waiting for wallet.outbox");
            assertThat(relay.status().path("state").asString()).isEqualTo("WAITING");
            OutboxTables.create("wallet");
            Topics.awaitExactlyOnce(rows, SOON);

            relay.kill();
            relay.restart();
            OutboxRow later = OutboxRow.of("wallet", "first-later", 1);
            OutboxTables.insert("wallet", later);
            rows.add(later);
            Topics.awaitExactlyOnce(rows, SOON);
            assertThat(relay.metric("paysaga_relay_snapshots_total"))
                    .as("a position is there now")
                    .isZero();
        }
    }

    private static void leaveTheRelayOnlyTheGrantsOfItsReadme() throws SQLException {
        try (Connection connection = TestMysql.root().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("REVOKE ALL PRIVILEGES, GRANT OPTION FROM 'relay'");
            statement.execute("GRANT RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'relay'");
            for (String schema : OutboxTables.SCHEMAS) {
                statement.execute("GRANT SELECT ON " + schema + ".* TO 'relay'");
            }
        }
    }

    private static void insert(String schema, List<OutboxRow> rows) {
        OutboxTables.insert(
                schema,
                rows.stream().filter(row -> row.aggregateType().equals(schema)).toArray(OutboxRow[]::new));
    }
}
