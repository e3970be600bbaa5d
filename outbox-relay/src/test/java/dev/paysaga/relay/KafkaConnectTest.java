package dev.paysaga.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.testing.TestKafka;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Kafka Connect worker with the stock EventRouter takes the relay's place and gives it back. */
class KafkaConnectTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Map<String, String> SERVER = Map.of("server", "paysaga");

    @SuppressWarnings("NullAway") // made before the first test
    private static ConnectWorker worker;

    @BeforeAll
    static void start() {
        OutboxTables.createAll();
        worker = ConnectWorker.start();
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @Test
    void bothMakeTheSameRecordsOfTheSameRows() {
        List<OutboxRow> rows = List.of(
                OutboxRow.of("payment", "connect-same", 1)
                        .withPayload("{\"상품\":\"한글 머그컵 ☕\",\"emoji\":\"🧾\",\"spaces\":  1,\"esc\":\"\\u0001\\n\"}")
                        .withTraceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                OutboxRow.of("payment", "connect-same", 2),
                OutboxRow.of("payment", "connect-same", 2).repeated(1),
                OutboxRow.of("payment", "connect-same", 2)
                        .withTraceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")
                        .repeated(2),
                OutboxRow.of("payment", "connect-same", 3).withPayload("1.0"),
                OutboxRow.of("payment", "connect-same", 4).withPayload("\"" + "가".repeat(170_000) + "\""));
        try (RelayProcess relay = RelayProcess.start("compare", 9401)) {
            relay.awaitState(RelayState.STREAMING);
            Map<String, String> configuration = connector();
            configuration.remove("offsets.storage.topic");
            worker.create("beside-the-relay", configuration, "STOPPED");
            worker.setPosition("beside-the-relay", SERVER, positionOfTheRelay());
            worker.resume("beside-the-relay");

            OutboxTables.insert("payment", rows.toArray(OutboxRow[]::new));

            await("each row is there twice")
                    .atMost(SOON)
                    .until(() -> TestKafka.consume("payment.events.v1", "connect-same")
                                    .size()
                            == 2 * rows.size());
            worker.stop("beside-the-relay");
            worker.delete("beside-the-relay");
        }
        Map<String, List<String>> records = TestKafka.consume("payment.events.v1", "connect-same").stream()
                .collect(Collectors.groupingBy(
                        message -> TestKafka.header(message, "ce_id") + "#" + TestKafka.header(message, "ce_repeat"),
                        Collectors.mapping(KafkaConnectTest::text, Collectors.toList())));
        assertThat(records).hasSize(rows.size());
        assertThat(records.values())
                .allSatisfy(pair -> assertThat(pair.getFirst()).isEqualTo(pair.getLast()));
    }

    @Test
    void thePositionGoesFromTheRelayToConnectAndBackWithNothingLostOrRepeated() throws Exception {
        try (RelayProcess relay = RelayProcess.start("hand-over", 9402);
                Writer writer = new Writer("handover", 5, 50, 100_000)) {
            relay.awaitState(RelayState.STREAMING);
            writer.awaitMore(50);
            relay.stop();
            new RelayPosition(ShippedSettings.onTestKafka()).fence();
            writer.awaitMore(50);

            worker.create("paysaga-relay", connector(), "RUNNING");
            writer.awaitMore(100);
            Topics.awaitLastOf(writer.soFar(), SOON);
            worker.stop("paysaga-relay");
            worker.delete("paysaga-relay");
            new RelayPosition(ShippedSettings.onTestKafka()).fence();
            writer.awaitMore(50);

            relay.restart();
            relay.awaitState(RelayState.STREAMING);
            writer.awaitMore(50);
            Topics.awaitExactlyOnce(writer.stop(), SOON);
            assertThat(relay.metric("paysaga_relay_snapshots_total")).isZero();
        }
    }

    private static Map<String, String> connector() {
        return new HashMap<>(ConnectConnector.of(ShippedSettings.read()));
    }

    private static Map<String, ?> positionOfTheRelay() {
        OffsetCodec codec = new OffsetCodec("paysaga-relay");
        ByteBuffer key = ByteBuffer.wrap(codec.key(SERVER));
        List<ConsumerRecord<String, String>> positions = new ArrayList<>(TestKafka.consume("paysaga.relay.positions"));
        return positions.stream()
                .filter(position ->
                        ByteBuffer.wrap(position.key().getBytes(UTF_8)).equals(key))
                .reduce((_, last) -> last)
                .<Map<String, ?>>map(last -> codec.offset(last.value().getBytes(UTF_8)))
                .orElseThrow();
    }

    private static String text(ConsumerRecord<String, String> message) {
        return message.topic() + " " + message.key() + " "
                + StreamSupport.stream(message.headers().spliterator(), false)
                        .map(header -> header.key() + "="
                                + (header.value() == null ? "(null)" : new String(header.value(), UTF_8)))
                        .toList()
                + " " + message.value();
    }
}
