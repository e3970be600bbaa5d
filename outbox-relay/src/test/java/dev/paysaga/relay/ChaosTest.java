package dev.paysaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.testing.TestKafka;
import dev.paysaga.testing.TestMysql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Relays, broker and MySQL are killed while 500 rows a second are written; a reader counts over the whole run.
 *
 * <p>The build deals a few blows. {@code outbox-relay/chaos} deals as many as are asked for, with a seed.
 */
class ChaosTest {

    private static final Duration CATCH_UP = Duration.ofMinutes(2);

    private final long seed = Long.getLong("chaos.seed", 1);
    private final int relayBlows = Integer.getInteger("chaos.relays", 3);
    private final int brokerKills = Integer.getInteger("chaos.brokers", 1);
    private final int mysqlKills = Integer.getInteger("chaos.mysqls", 1);

    @Test
    void nothingIsLostRepeatedOrOutOfOrderWhateverIsKilled() throws Exception {
        OutboxTables.createAll();
        TestMysql.server().kill();
        TestKafka.broker().kill();
        try (RelayProcess first = RelayProcess.start("chaos-1", 9201);
                RelayProcess second = RelayProcess.start("chaos-2", 9202)) {
            first.awaitDetail("waiting for Kafka");
            assertThat(first.get("/actuator/health/readiness", "")).matches(answer -> answer.statusCode() == 503);
            TestKafka.broker().restart();
            await("one of the two waits for MySQL")
                    .atMost(CATCH_UP)
                    .until(() -> first.says("waiting for MySQL at") || second.says("waiting for MySQL at"));
            TestMysql.server().restart();

            String orders = "chaos" + seed;
            try (CommittedReader reader = new CommittedReader(orders);
                    Writer writer = new Writer(orders, 5, 100, Integer.MAX_VALUE)) {
                Chaos chaos = new Chaos(seed, List.of(first, second), reader, ChaosTest::toldToEnd);
                chaos.run(relayBlows, brokerKills, mysqlKills);
                List<OutboxRow> rows = writer.stop();
                await("every event is there")
                        .atMost(CATCH_UP)
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> reader.events() >= rows.size());
                report(chaos, reader, rows);

                assertThat(reader.missing(rows)).as("lost").isZero();
                assertThat(reader.repeated()).as("repeated").isZero();
                assertThat(reader.outOfOrder()).as("out of order").isZero();
            }
        } finally {
            // Other tests share them.
            startUnlessAlive();
        }
    }

    /** {@code outbox-relay/chaos} makes this file when it is interrupted. */
    private static boolean toldToEnd() {
        String file = System.getProperty("chaos.stop", "");
        return !file.isEmpty() && Files.exists(Path.of(file));
    }

    private static void startUnlessAlive() {
        if (!TestKafka.broker().process().isAlive()) {
            TestKafka.broker().restart();
        }
        if (!TestMysql.server().process().isAlive()) {
            TestMysql.server().restart();
        }
    }

    private void report(Chaos chaos, CommittedReader reader, List<OutboxRow> rows) {
        List<Long> takeovers = chaos.takeovers().stream().sorted().toList();
        boolean well = reader.missing(rows) + reader.repeated() + reader.outOfOrder() == 0;
        System.out.printf(
                "chaos %s. Seed %d: at most %d blows at relays, %d broker kills, %d MySQL kills; %d rows, %d lost, %d"
                        + " repeated, %d out of order; takeovers (ms): %s%n",
                well ? "PASSED" : "FAILED",
                seed,
                relayBlows,
                brokerKills,
                mysqlKills,
                rows.size(),
                reader.missing(rows),
                reader.repeated(),
                reader.outOfOrder(),
                takeovers);
    }
}
