package dev.paysaga.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.launcher.FreePorts;
import dev.paysaga.launcher.MysqlServer;
import dev.paysaga.launcher.ProjectHome;
import dev.paysaga.testing.TestMysql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MySQL fails over to a replica, where files and offsets are others: the relay reads on by GTID. */
class FailoverTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    @Test
    void theRelayReadsOnFromTheReplica(@TempDir Path folder) throws Exception {
        OutboxTables.createAll();
        MysqlServer replica = MysqlServer.start(
                ProjectHome.find(),
                folder.resolve("data"),
                FreePorts.next(),
                TestMysql.secrets(),
                folder.resolve("mysql.log"),
                System.err::println);
        try {
            follow(replica);
            List<OutboxRow> rows = new ArrayList<>();
            try (RelayProcess relay = relay(TestMysql.server().port())) {
                relay.awaitState(RelayState.STREAMING);
                insert(TestMysql.root(), rows, 1, 40);
                Topics.awaitExactlyOnce(rows, SOON);
                relay.stop();
            }
            insert(TestMysql.root(), rows, 41, 60);
            promote(replica);
            insert(replica.dataSource("root", ""), rows, 61, 80);

            try (RelayProcess relay = relay(replica.port())) {
                relay.awaitState(RelayState.STREAMING);
                insert(replica.dataSource("root", ""), rows, 81, 100);
                Topics.awaitExactlyOnce(rows, SOON);
                assertThat(relay.metric("paysaga_relay_snapshots_total")).isZero();
                assertThat(relay.process().lastLines(200)).contains("The broker allows no session timeout of PT0.5S");
            }
        } finally {
            replica.kill();
        }
    }

    /** Replicates from now on: what was before is declared done. */
    private static void follow(MysqlServer replica) throws SQLException {
        String before = executed(TestMysql.root());
        DataSource root = replica.dataSource("root", "");
        execute(root, "SET GLOBAL server_id = 12");
        for (String schema : OutboxTables.SCHEMAS) {
            try (Connection connection = replica.dataSource("root", schema).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(OutboxTables.createStatement());
            }
        }
        execute(root, "RESET MASTER");
        execute(root, "SET GLOBAL gtid_purged = '" + before + "'");
        execute(
                root,
                "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = "
                        + TestMysql.server().port() + ", SOURCE_USER = 'root', SOURCE_PASSWORD = '"
                        + TestMysql.secrets().password("root")
                        + "', SOURCE_AUTO_POSITION = 1, GET_SOURCE_PUBLIC_KEY = 1");
        execute(root, "START REPLICA");
    }

    /** Waits until the replica has everything, and makes it a server of its own. */
    private static void promote(MysqlServer replica) throws SQLException {
        DataSource root = replica.dataSource("root", "");
        try (Connection connection = root.getConnection();
                Statement statement = connection.createStatement();
                ResultSet waited = statement.executeQuery(
                        "SELECT WAIT_FOR_EXECUTED_GTID_SET('" + executed(TestMysql.root()) + "', 30)")) {
            waited.next();
            assertThat(waited.getInt(1)).as("0: the replica has it all").isZero();
        }
        execute(root, "STOP REPLICA");
        execute(root, "RESET REPLICA ALL");
    }

    /** A source of its own, so that its position does not mix with that of the other tests. */
    private static RelayProcess relay(int port) {
        Map<String, String> settings = new HashMap<>(RelayProcess.source(0, "failover", "payment", port));
        // Less than the broker allows.
        settings.put("PAYSAGA_RELAY_KAFKA_SESSIONTIMEOUT", "500ms");
        return RelayProcess.start("failover", 9801, settings);
    }

    private static void insert(DataSource root, List<OutboxRow> rows, int first, int last) throws SQLException {
        try (Connection connection = root.getConnection()) {
            connection.setCatalog("payment");
            connection.setAutoCommit(false);
            List<OutboxRow> more = IntStream.rangeClosed(first, last)
                    .mapToObj(sequence -> OutboxRow.of("payment", "failover", sequence))
                    .toList();
            OutboxTables.insert(connection, more);
            rows.addAll(more);
        }
    }

    private static String executed(DataSource root) throws SQLException {
        try (Connection connection = root.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT REPLACE(@@gtid_executed, '\\n', '')")) {
            found.next();
            return found.getString(1);
        }
    }

    private static void execute(DataSource root, String sql) throws SQLException {
        try (Connection connection = root.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
