package dev.paysaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.testing.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A position that is lost or given up, and a topic that is lost: what the outbox tables still hold is sent again. */
class PositionTest {

    private static final Duration CATCH_UP = Duration.ofMinutes(2);

    @BeforeAll
    static void tables() {
        OutboxTables.createAll();
    }

    @Test
    void aDeletedTopicIsFilledAgainFromTheOutboxOnceThePositionIsForgotten() throws Exception {
        List<OutboxRow> rows = rows(1, 30);
        try (RelayProcess relay = RelayProcess.start("topic-deleted", 9701)) {
            relay.awaitState(RelayState.STREAMING);
            rows.forEach(row -> OutboxTables.insert(row.aggregateType(), row));
            Topics.awaitExactlyOnce(rows, CATCH_UP);
            relay.stop();

            // Not the last one of the snapshot: its last row is on its topic, and must not be sent again.
            deleteAndMakeAnew("payment.events.v1");
            RelayPosition position = new RelayPosition(ShippedSettings.onTestKafka());
            assertThat(position.show()).get().asString().contains("\"file\":\"binlog.");
            position.forget();
            assertThat(position.show()).isEmpty();

            relay.restart();
            relay.awaitState(RelayState.STREAMING);
            Topics.awaitExactlyOnce(rows, CATCH_UP);
            List<OutboxRow> more = new ArrayList<>(rows);
            more.addAll(rows(31, 40));
            more.subList(rows.size(), more.size()).forEach(row -> OutboxTables.insert(row.aggregateType(), row));
            Topics.awaitExactlyOnce(more, CATCH_UP);
        }
    }

    @Test
    void aRelayWhoseProducerIsFencedByHandGivesItsTurnUpAndComesBack() throws Exception {
        try (RelayProcess relay = RelayProcess.start("fenced", 9702)) {
            relay.awaitState(RelayState.STREAMING);

            new RelayPosition(ShippedSettings.onTestKafka()).fence();

            await("it says so")
                    .atMost(CATCH_UP)
                    .until(() -> relay.status()
                            .path("lastError")
                            .path("message")
                            .asString("")
                            .contains("shut out by another relay"));
            relay.awaitState(RelayState.STREAMING);
        }
    }

    private static void deleteAndMakeAnew(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrap()))) {
            admin.deleteTopics(List.of(topic)).all().get();
            await("it is gone").until(() -> !admin.listTopics().names().get().contains(topic));
            await("it is made anew").ignoreExceptions().until(() -> {
                admin.createTopics(List.of(new NewTopic(topic, Optional.of(12), Optional.empty())))
                        .all()
                        .get();
                return true;
            });
        }
    }

    private static List<OutboxRow> rows(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .boxed()
                .flatMap(sequence -> List.of(
                        OutboxRow.of("payment", "topic-deleted", sequence),
                        OutboxRow.of("wallet", "topic-deleted", sequence))
                        .stream())
                .toList();
    }
}
