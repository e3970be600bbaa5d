package dev.paysaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.testing.TestMysql;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One relay with two sources: each has its own engine, position and troubles. */
class SourcesTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    @Test
    void aSourceThatIsAwayDoesNotHoldUpAnother() throws Exception {
        OutboxTables.createAll();
        try (FreezableProxy proxy = new FreezableProxy(TestMysql.server().port());
                RelayProcess relay = RelayProcess.start("two-sources", 9501, settings(proxy.port()))) {
            await("both stream").atMost(SOON).until(() -> state(relay, "one") && state(relay, "two"));
            assertThat(relay.get("/actuator/health/readiness", "")).matches(answer -> answer.statusCode() == 200);

            proxy.freezeExisting();
            List<OutboxRow> rows = rows("two-a");
            insert(rows);
            Topics.awaitExactlyOnce(
                    rows.stream()
                            .filter(row -> row.aggregateType().equals("wallet"))
                            .toList(),
                    SOON);

            relay.kill();
            relay.restart();
            Topics.awaitExactlyOnce(rows, SOON);
            assertThat(relay.metric("paysaga_relay_snapshots_total"))
                    .as("each has its position")
                    .isZero();
            assertThat(relay.status().path("source").asString()).isEqualTo("one");
            assertThat(relay.status().path("others").path(0).path("source").asString())
                    .isEqualTo("two");
        }
    }

    private static boolean state(RelayProcess relay, String source) {
        var status = relay.status();
        var view = source.equals("one") ? status : status.path("others").path(0);
        // A position, too: before that a restart would begin anew.
        return view.path("state").asString("").equals("STREAMING")
                && !view.path("position").path("file").asString("").isEmpty();
    }

    private static Map<String, String> settings(int portOfOne) {
        Map<String, String> settings = new HashMap<>();
        settings.put("PAYSAGA_RELAY_NAME", "two-sources");
        settings.put("PAYSAGA_RELAY_SUPERVISION_SILENCETIMEOUT", "5s");
        settings.putAll(RelayProcess.source(0, "one", "checkout", portOfOne));
        settings.putAll(
                RelayProcess.source(1, "two", "wallet", TestMysql.server().port()));
        return settings;
    }

    private static List<OutboxRow> rows(String order) {
        return IntStream.rangeClosed(1, 20)
                .boxed()
                .flatMap(sequence ->
                        List.of(OutboxRow.of("checkout", order, sequence), OutboxRow.of("wallet", order, sequence))
                                .stream())
                .toList();
    }

    private static void insert(List<OutboxRow> rows) {
        rows.forEach(row -> OutboxTables.insert(row.aggregateType(), row));
    }
}
