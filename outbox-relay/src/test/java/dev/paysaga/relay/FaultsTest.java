package dev.paysaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.testing.TestKafka;
import dev.paysaga.testing.TestMysql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What goes wrong around the relay, one at a time; each event is on its topic once, in order. What is killed at random is in
 * {@link ChaosTest}.
 */
class FaultsTest {

    private static final Duration CATCH_UP = Duration.ofMinutes(2);

    @BeforeAll
    static void tables() {
        OutboxTables.createAll();
    }

    @Test
    void aBrokerThatStandsStillMakesTheBinlogClientRepeatWhichIsDropped() throws Exception {
        Map<String, String> smallQueue = Map.of(
                "PAYSAGA_RELAY_ENGINE_QUEUESIZEMAX", "128",
                "PAYSAGA_RELAY_ENGINE_BATCHSIZEMAX", "64",
                "PAYSAGA_RELAY_ENGINE_KEEPALIVEINTERVAL", "1s");
        try (RelayProcess relay = RelayProcess.start("stalled", 9204, smallQueue);
                Writer writer = new Writer("stall", 40, 60, 100_000)) {
            relay.awaitState(RelayState.STREAMING);
            writer.awaitMore(30);
            // A busy machine may end the session before the client grows impatient; then it has nothing to repeat.
            for (int stalls = 0; stalls < 10 && dropped(relay) == 0; stalls++) {
                signal(TestKafka.broker().pid(), "STOP");
                writer.awaitMore(200);
                signal(TestKafka.broker().pid(), "CONT");
                writer.awaitMore(60);
                relay.awaitState(RelayState.STREAMING);
            }
            assertThat(dropped(relay)).as("repeats that were dropped").isPositive();

            // Told to stop while the broker stands still again, it stops all the same.
            signal(TestKafka.broker().pid(), "STOP");
            writer.awaitMore(60);
            long begin = System.nanoTime();
            relay.stop();
            report("stop with a broker that stands still", begin);
            assertThat(relay.process().exitCode())
                    .as("ended by SIGTERM, not by force")
                    .isEqualTo(143);
            signal(TestKafka.broker().pid(), "CONT");
            relay.restart();
            Topics.awaitExactlyOnce(writer.stop(), CATCH_UP);
        } finally {
            signal(TestKafka.broker().pid(), "CONT");
        }
    }

    private static double dropped(RelayProcess relay) {
        return relay.metric("paysaga_relay_reemitted_dropped_total");
    }

    @Test
    void aConnectionThatSaysNothingIsNoticedByTheWatchdog() throws Exception {
        try (FreezableProxy proxy = new FreezableProxy(TestMysql.server().port());
                RelayProcess relay = RelayProcess.start(
                        "silent",
                        9208,
                        Map.of(
                                "MYSQL_PORT", Integer.toString(proxy.port()),
                                // Slower than the watchdog: otherwise the client would notice first.
                                "PAYSAGA_RELAY_ENGINE_KEEPALIVEINTERVAL", "60s",
                                "PAYSAGA_RELAY_SUPERVISION_SILENCETIMEOUT", "3s"));
                Writer writer = new Writer("silent", 5, 50, 100_000)) {
            relay.awaitState(RelayState.STREAMING);
            proxy.freezeExisting();
            long begin = System.nanoTime();
            await("the watchdog has the session rebuilt")
                    .atMost(CATCH_UP)
                    .until(() -> relay.status().path("rebuilds").asInt() == 1);
            report("silence noticed and engine stopped", begin);
            assertThat(relay.status().path("lastError").path("message").asString())
                    .contains("said nothing for");
            relay.awaitState(RelayState.STREAMING);
            Topics.awaitExactlyOnce(writer.stop(), CATCH_UP);
        }
    }

    @Test
    void mysqlClosesTheLinkOfARelayThatWaitsForKafkaForLongerThanItsWriteTimeout() throws Exception {
        root("SET GLOBAL net_write_timeout = 1");
        Map<String, String> smallQueue = Map.of(
                "PAYSAGA_RELAY_ENGINE_QUEUESIZEMAX", "32",
                "PAYSAGA_RELAY_ENGINE_BATCHSIZEMAX", "16",
                // It is MySQL that is to give up, not the client.
                "PAYSAGA_RELAY_ENGINE_KEEPALIVEINTERVAL", "60s");
        try (RelayProcess relay = RelayProcess.start("write-timeout", 9210, smallQueue)) {
            relay.awaitState(RelayState.STREAMING);
            Set<Long> readers = binlogReaders();
            assertThat(readers).isNotEmpty();
            signal(TestKafka.broker().pid(), "STOP");
            List<OutboxRow> rows = IntStream.rangeClosed(1, 200)
                    .mapToObj(sequence -> OutboxRow.of("ledger", "write-timeout", sequence)
                            .withPayload("\"" + "x".repeat(100_000) + "\""))
                    .toList();
            for (int first = 0; first < rows.size(); first += 40) {
                OutboxTables.insert("ledger", rows.subList(first, first + 40).toArray(OutboxRow[]::new));
            }
            await("MySQL gives its reader up")
                    .atMost(CATCH_UP)
                    .until(() -> binlogReaders().stream().noneMatch(readers::contains));
            signal(TestKafka.broker().pid(), "CONT");
            Topics.awaitExactlyOnce(rows, CATCH_UP);
        } finally {
            signal(TestKafka.broker().pid(), "CONT");
            root("SET GLOBAL net_write_timeout = 600");
        }
    }

    /** A limit on the size of files does to the broker's writes what a full disk does. */
    @Test
    void aBrokerThatCannotWriteEndsAndNothingIsLostOrRepeatedAfterItsReturn() throws Exception {
        assumeThat(Path.of("/usr/bin/prlimit")).as("util-linux, on Linux").isExecutable();
        try (RelayProcess relay = RelayProcess.start("disk-full", 9211);
                Writer writer = new Writer("disk-full", 5, 60, 100_000)) {
            relay.awaitState(RelayState.STREAMING);
            writer.awaitMore(20);
            new ProcessBuilder("prlimit", "--pid=" + TestKafka.broker().pid(), "--fsize=1")
                    .start()
                    .waitFor();
            await("the broker has ended")
                    .atMost(CATCH_UP)
                    .until(() -> !TestKafka.broker().process().isAlive());
            writer.awaitMore(20);
            TestKafka.broker().restart();
            writer.awaitMore(20);
            Topics.awaitExactlyOnce(writer.stop(), CATCH_UP);
        } finally {
            if (!TestKafka.broker().process().isAlive()) {
                TestKafka.broker().restart();
            }
        }
    }

    @Test
    void twoRelaysWithOneServerIdDoNotFightForEver() {
        try (RelayProcess older = RelayProcess.start("older", 9209)) {
            older.awaitState(RelayState.STREAMING);
            try (RelayProcess newer = RelayProcess.start("newer", 9209)) {
                older.awaitState(RelayState.FAILED);
                older.awaitDetail("same RELAY_SERVER_ID");
                newer.awaitState(RelayState.STREAMING);
            }
        }
    }

    @Test
    void anOrderlyStopHandsOverAtOnce() throws Exception {
        try (RelayProcess first = RelayProcess.start("first", 9205)) {
            first.awaitState(RelayState.STREAMING);
            try (RelayProcess second = RelayProcess.start("second", 9206);
                    Writer writer = new Writer("takeover", 5, 100, 100_000)) {
                second.awaitReady();
                second.awaitState(RelayState.STANDBY);
                writer.awaitMore(50);

                long begin = System.nanoTime();
                first.stop();
                awaitSending(second);
                report("takeover after an orderly stop, the stop included", begin);
                Topics.awaitExactlyOnce(writer.stop(), CATCH_UP);
            }
        }
    }

    @Test
    void aPositionWhoseBinlogIsPurgedRepeatsAndLosesNothing() throws Exception {
        try (RelayProcess relay = RelayProcess.start("purged", 9207)) {
            relay.awaitState(RelayState.STREAMING);
            try (Writer before = new Writer("purge-before", 5, 100, 40)) {
                Topics.awaitExactlyOnce(before.finish(), CATCH_UP);
            }
            relay.kill();
            try (Writer meanwhile = new Writer("purge-while", 5, 200, 40)) {
                List<OutboxRow> rows = meanwhile.finish();
                purgeBinlogs();
                relay.restart();
                Topics.awaitExactlyOnce(rows, CATCH_UP);
            }
            assertThat(relay.metric("paysaga_relay_snapshots_total")).isEqualTo(1);
            try (Writer after = new Writer("purge-after", 5, 100, 40)) {
                Topics.awaitExactlyOnce(after.finish(), CATCH_UP);
            }
        }
    }

    private static void awaitSending(RelayProcess relay) {
        await("the standby sends")
                .atMost(CATCH_UP)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> sent(relay) > 0);
    }

    private static long sent(RelayProcess relay) {
        return relay.status().path("eventsSent").asLong();
    }

    private static Duration report(String what, long begin) {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        System.out.println(what + ": " + took.toMillis() + " ms");
        return took;
    }

    private static void purgeBinlogs() throws Exception {
        try (var connection = TestMysql.root().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("FLUSH BINARY LOGS");
            String newest = "";
            try (var logs = statement.executeQuery("SHOW BINARY LOGS")) {
                while (logs.next()) {
                    newest = logs.getString(1);
                }
            }
            statement.execute("PURGE BINARY LOGS TO '" + newest + "'");
        }
    }

    private static Set<Long> binlogReaders() throws SQLException {
        try (var connection = TestMysql.root().getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery(
                        "SELECT id FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'")) {
            Set<Long> readers = new HashSet<>();
            while (found.next()) {
                readers.add(found.getLong(1));
            }
            return readers;
        }
    }

    private static void root(String sql) throws SQLException {
        try (var connection = TestMysql.root().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void signal(long pid, String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    }
}
