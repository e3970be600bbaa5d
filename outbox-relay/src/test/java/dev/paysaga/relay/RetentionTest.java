package dev.paysaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.paysaga.testing.TestMysql;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which days of outbox rows are dropped and which are not. */
class RetentionTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String SCHEMA = "ledger";

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final RelayStatus status = new RelayStatus("main", Clock.systemUTC());
    private final Retention retention = new Retention(
            ShippedSettings.onTestMysql(),
            new SourceDatabase(ShippedSettings.onTestMysql()),
            status,
            new RelayMetrics(new SimpleMeterRegistry(), "main", status));

    @BeforeEach
    void anEmptyTable() {
        OutboxTables.createAll();
        OutboxTables.drop(SCHEMA);
        OutboxTables.create(SCHEMA);
    }

    @Test
    void daysAreMadeAheadAndTakeWhatHasGathered() throws SQLException {
        OutboxTables.insert(SCHEMA, OutboxRow.of(SCHEMA, "gathered", 1));

        round();

        assertThat(partitions()).startsWith(name(today)).endsWith(name(today.plusDays(14)), "later");
        assertThat(count("PARTITION (" + name(today) + ")")).isEqualTo(1);
        round();
        assertThat(partitions()).as("nothing more to make").hasSize(16);
    }

    @Test
    void aDayIsDroppedOnlyWhenItIsOldAndSentWhole() throws SQLException {
        makeDays(today.minusDays(9), today.minusDays(8), today.minusDays(7));
        write("ancient", today.minusDays(9));
        write("old", today.minusDays(8));
        write("young", today.minusDays(7));
        String allButOne = executed();
        write("old-too", today.minusDays(8));

        sent(allButOne);
        rounds(4);
        assertThat(partitions()).as("one row is not sent").contains(name(today.minusDays(9)), name(today.minusDays(8)));

        sent(executed());
        round();
        assertThat(partitions())
                .startsWith(name(today.minusDays(7)))
                .as("later days stay")
                .contains(name(today));
        assertThat(count("")).as("the young row").isEqualTo(1);
        rounds(4);
        assertThat(count("")).isEqualTo(1);
    }

    @Test
    void aRowThatComesAfterTheLookKeepsItsDayUntilItIsSentToo() throws SQLException {
        makeDays(today.minusDays(9));
        write("early", today.minusDays(9));
        round();
        write("late", today.minusDays(9));
        sent(executed());

        round();
        assertThat(count("")).isEqualTo(2);

        rounds(2);
        assertThat(partitions()).doesNotContain(name(today.minusDays(9)));
    }

    @Test
    void aTransactionThatHasWrittenAndNotEndedIsWaitedFor() throws SQLException {
        makeDays(today.minusDays(9));
        try (Connection open = TestMysql.as(SCHEMA + "_owner", SCHEMA).getConnection();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute(insert("open", today.minusDays(9)));
            sent(executed());
            rounds(2);
            open.commit();
        }
        rounds(2);
        assertThat(count("")).as("committed, not sent").isEqualTo(1);
        sent(executed());
        rounds(2);
        assertThat(count("")).isZero();
    }

    @Test
    void whatTooManyRowsHaveGatheredInIsNotSplitUnasked() throws SQLException {
        OutboxTables.execute(
                SCHEMA,
                "INSERT INTO outbox (event_id, aggregatetype, aggregateid, type, sequence, source, time, specversion,"
                        + " dataschema, contenttype, payload) WITH RECURSIVE d (n) AS (SELECT 0 UNION ALL SELECT n + 1"
                        + " FROM d WHERE n < 9), n (n) AS (SELECT a.n + 10 * b.n + 100 * c.n + 1000 * e.n + 10000 * f.n"
                        + " FROM d a, d b, d c, d e, d f WHERE f.n < 6) SELECT UUID(), '" + SCHEMA
                        + "', 'many', 't', n,"
                        + " 's', 't', '1.0', 'd', 'c', '{}' FROM n");

        round();

        assertThat(partitions()).containsExactly("later");
    }

    @Test
    void itsUserMayDoNothingElse() {
        for (String statement : List.of(
                "INSERT INTO outbox (payload) VALUES ('{}')",
                "UPDATE outbox SET payload = '{}'",
                "DELETE FROM outbox",
                "SELECT * FROM inbox",
                "CREATE TABLE other (id INT)",
                "CREATE USER other")) {
            assertThatThrownBy(() -> {
                        try (Connection connection =
                                        TestMysql.as("retention", SCHEMA).getConnection();
                                Statement tried = connection.createStatement()) {
                            tried.execute(statement);
                        }
                    })
                    .as(statement)
                    .hasMessageContaining("denied");
        }
    }

    /** The whole of it: rows are sent, their days dropped under load, and a snapshot of the rest repeats nothing. */
    @Test
    void theRelayReadsOnWhileDaysComeAndGo() throws Exception {
        makeDays(today.minusDays(9), today.minusDays(8));
        List<OutboxRow> old = IntStream.rangeClosed(1, 20)
                .mapToObj(number -> OutboxRow.of(SCHEMA, "dropped-" + number, 1))
                .toList();
        try (RelayProcess relay =
                        RelayProcess.start("retention", 9901, Map.of("PAYSAGA_RELAY_RETENTION_ROUND", "300ms"));
                Writer writer = new Writer("retention", 5, 60, 100_000)) {
            relay.awaitState(RelayState.STREAMING);
            for (OutboxRow row : old) {
                write(row, today.minusDays(8));
            }
            await("the old days are dropped")
                    .atMost(SOON)
                    .until(() -> partitions().getFirst().equals(name(today)));
            writer.awaitMore(20);
            relay.stop();
            new RelayPosition(ShippedSettings.onTestKafka()).forget();
            writer.awaitMore(20);
            relay.restart();
            relay.awaitState(RelayState.STREAMING);
            writer.awaitMore(20);
            List<OutboxRow> all = new ArrayList<>(writer.stop());
            all.addAll(old);
            Topics.awaitExactlyOnce(all, SOON);
            assertThat(relay.metric("paysaga_relay_forbidden_changes_total")).isZero();
            assertThat(relay.metric("paysaga_relay_rebuilds_total")).isZero();
        }
    }

    private void round() {
        retention.round(SCHEMA + ".outbox");
    }

    /** What is seen in one is dropped in the next. */
    private void rounds(int count) {
        for (int round = 0; round < count; round++) {
            round();
        }
    }

    /** The relay has committed a position that includes these transactions. */
    private void sent(String gtids) {
        status.committed(new SourceOffset(Map.of(), Map.of("gtids", gtids)), null);
    }

    /** The days of the future, and these of the past. */
    private void makeDays(LocalDate... past) {
        round();
        StringBuilder days = new StringBuilder();
        for (LocalDate day : past) {
            days.append("PARTITION %s VALUES LESS THAN ('%s'), ".formatted(name(day), day.plusDays(1)));
        }
        OutboxTables.execute(
                SCHEMA,
                "ALTER TABLE outbox REORGANIZE PARTITION %s INTO (%s PARTITION %s VALUES LESS THAN ('%s'))"
                        .formatted(name(today), days, name(today), today.plusDays(1)));
    }

    private static void write(String order, LocalDate day) {
        OutboxTables.execute(SCHEMA, insert(order, day));
    }

    private static String insert(String order, LocalDate day) {
        return "INSERT INTO outbox (event_id, aggregatetype, aggregateid, type, sequence, source, time, specversion,"
                + " dataschema, contenttype, payload, written_on) VALUES (UUID(), '" + SCHEMA + "', '" + order
                + "', 't', '1', 's', 't', '1.0', 'd', 'c', '{}', '" + day + "')";
    }

    private static void write(OutboxRow row, LocalDate day) throws SQLException {
        try (Connection connection = TestMysql.as(SCHEMA + "_owner", SCHEMA).getConnection();
                Statement statement = connection.createStatement()) {
            // What the column takes by itself is the day of this connection.
            statement.execute("SET timestamp = UNIX_TIMESTAMP('" + day + "') + 43200");
            connection.setAutoCommit(false);
            OutboxTables.insert(connection, List.of(row));
        }
    }

    private static String name(LocalDate day) {
        return "p" + day.toString().replace("-", "");
    }

    private static List<String> partitions() throws SQLException {
        return texts("SELECT partition_name FROM information_schema.partitions WHERE table_schema = '" + SCHEMA
                + "' AND table_name = 'outbox' ORDER BY partition_ordinal_position");
    }

    private static long count(String partition) throws SQLException {
        return Long.parseLong(
                texts("SELECT COUNT(*) FROM " + SCHEMA + ".outbox " + partition).getFirst());
    }

    private static String executed() throws SQLException {
        return texts("SELECT REPLACE(@@GLOBAL.gtid_executed, '\\n', '')").getFirst();
    }

    private static List<String> texts(String sql) throws SQLException {
        try (Connection connection = TestMysql.root().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (found.next()) {
                texts.add(found.getString(1));
            }
            return texts;
        }
    }
}
