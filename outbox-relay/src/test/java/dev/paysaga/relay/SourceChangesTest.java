package dev.paysaga.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.testing.TestMysql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people do to the source while the relay reads it. */
class SourceChangesTest {

    private static final Duration CATCH_UP = Duration.ofMinutes(2);

    @BeforeAll
    static void tables() {
        OutboxTables.createAll();
    }

    @Test
    void anOutboxTableIsAlteredAndOtherTablesAreMadeUnderLoad() throws Exception {
        try (RelayProcess relay = RelayProcess.start("altered", 9601);
                Writer writer = new Writer("altered", 5, 60, 100_000)) {
            relay.awaitState(RelayState.STREAMING);
            writer.awaitMore(40);
            OutboxTables.execute("payment", "ALTER TABLE outbox ADD COLUMN note VARCHAR(20) NULL AFTER type");
            OutboxTables.execute("payment", "CREATE TABLE beside (id INT PRIMARY KEY, outbox INT)");
            OutboxTables.execute("payment", "INSERT INTO beside VALUES (1, 1)");
            writer.awaitMore(40);
            OutboxTables.execute("payment", "ALTER TABLE outbox DROP COLUMN note, ADD KEY outbox_type (type)");
            OutboxTables.execute("payment", "DROP TABLE beside");
            writer.awaitMore(40);
            relay.kill();
            OutboxTables.execute("payment", "ALTER TABLE outbox DROP KEY outbox_type");
            writer.awaitMore(20);
            relay.restart();
            writer.awaitMore(40);
            Topics.awaitExactlyOnce(writer.stop(), CATCH_UP);
            assertThat(relay.metric("paysaga_relay_rejected_rows_total")).isZero();
        }
    }

    @Test
    void aBacklogOfTheLargestRowsFitsTheHeap() throws Exception {
        // However long the rows take to be written: a relay that was stopped for longer would find itself silent.
        Map<String, String> patient = Map.of("PAYSAGA_RELAY_SUPERVISION_SILENCETIMEOUT", "5m");
        try (RelayProcess relay = RelayProcess.start("large-rows", 9602, patient)) {
            relay.awaitState(RelayState.STREAMING);
            relay.signal("STOP");
            List<OutboxRow> rows = new ArrayList<>();
            for (int sequence = 1; sequence <= 400; sequence++) {
                OutboxRow row =
                        OutboxRow.of("ledger", "large-rows", sequence).withPayload("\"" + "x".repeat(520_000) + "\"");
                OutboxTables.insert("ledger", row);
                rows.add(row.withPayload(""));
            }
            relay.signal("CONT");
            Topics.awaitExactlyOnce(rows, CATCH_UP);
            assertThat(relay.process().isAlive()).isTrue();
            assertThat(relay.status().path("rebuilds").asInt()).isZero();
        }
    }

    @Test
    void aServerThatLacksWhatWasSentIsRefusedUntilItIsDeclaredLost() throws Exception {
        // So that the position is still inside the row's transaction when the relay is killed.
        Map<String, String> fewHeartbeats = Map.of("PAYSAGA_RELAY_ENGINE_HEARTBEATINTERVAL", "10s");
        try (RelayProcess relay = RelayProcess.start("failed-over", 9603, fewHeartbeats)) {
            relay.awaitState(RelayState.STREAMING);
            OutboxRow sent = OutboxRow.of("wallet", "failed-over", 1);
            OutboxTables.insert("wallet", sent);
            Topics.awaitExactlyOnce(List.of(sent), CATCH_UP);
            relay.kill();
            String whole = new RelayPosition(ShippedSettings.onTestKafka())
                    .show()
                    .orElseThrow()
                    .replaceFirst(".*\"gtids\":\"([^\"]*)\".*", "$1");
            String executed = executed();

            executedIsNow(whole);
            relay.restart();
            relay.awaitDetail("lacks transactions whose events were sent");
            assertThat(relay.get("/actuator/health/readiness", "")).matches(answer -> answer.statusCode() == 503);
            relay.stop();

            executedIsNow(executed);
            relay.restart();
            relay.awaitState(RelayState.STREAMING);
            OutboxRow later = OutboxRow.of("wallet", "failed-over", 2);
            OutboxTables.insert("wallet", later);
            Topics.awaitExactlyOnce(List.of(sent, later), CATCH_UP);
        }
    }

    private static String executed() throws SQLException {
        try (Connection connection = TestMysql.root().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT REPLACE(@@gtid_executed, '\\n', '')")) {
            found.next();
            return found.getString(1);
        }
    }

    /** The server becomes one that has had these transactions and no other, and has none of them in its binlog. */
    private static void executedIsNow(String gtids) throws SQLException {
        execute("RESET MASTER");
        execute("SET GLOBAL gtid_purged = '" + gtids + "'");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = TestMysql.root().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
