package dev.paysaga.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.testing.TestKafka;
import dev.paysaga.testing.TestMysql;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a row becomes on its topic, and what becomes of rows that should not be. */
class RowsToRecordsTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    private static @Nullable RelayProcess started;

    @BeforeAll
    static void start() {
        OutboxTables.createAll();
        started = RelayProcess.start("rows", 9101);
        started.awaitState(RelayState.STREAMING);
    }

    @AfterAll
    static void stop() {
        relay().close();
    }

    @Test
    void aRowBecomesARecordByteForByte() {
        String korean = "{\"상품\":\"한글 머그컵 ☕\",\"emoji\":\"🧾\",\"spaces\":  1,\"esc\":\"\\u0001\\n\"}";
        OutboxRow row = OutboxRow.of("payment", "rows-bytes", 1)
                .withPayload(korean)
                .withTraceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        OutboxTables.insert("payment", row);

        ConsumerRecord<String, String> message = onlyMessage("payment.events.v1", "rows-bytes");
        assertThat(message.value().getBytes(UTF_8)).isEqualTo(korean.getBytes(UTF_8));
        assertThat(headers(message))
                .containsExactly(
                        "ce_id=" + row.eventId(),
                        "ce_type=paysaga.payment.tested.v1",
                        "ce_source=/paysaga/payment-service",
                        "ce_specversion=1.0",
                        "ce_time=2026-11-20T12:00:00.123456Z",
                        "ce_subject=rows-bytes",
                        "ce_sequence=1",
                        "ce_dataschema=https://paysaga.dev/schemas/tested.v1.json",
                        "content-type=application/json",
                        "traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    @Test
    void aRepeatOnPurposeSaysSoAndAMissingTraceparentHasNoHeader() {
        OutboxRow row = OutboxRow.of("ledger", "rows-repeat", 1);
        OutboxTables.insert("ledger", row);
        OutboxTables.insert("ledger", row.repeated(1));

        await("both are there")
                .atMost(SOON)
                .until(() ->
                        TestKafka.consume("ledger.events.v1", "rows-repeat").size() == 2);
        List<ConsumerRecord<String, String>> messages = TestKafka.consume("ledger.events.v1", "rows-repeat");
        assertThat(names(messages.getFirst())).doesNotContain("traceparent", "ce_repeat");
        assertThat(names(messages.getLast())).endsWith("content-type", "ce_repeat");
        assertThat(TestKafka.header(messages.getLast(), "ce_id")).isEqualTo(row.eventId());
    }

    @Test
    void theLargestAllowedPayloadArrives() {
        String large = "\"" + "가".repeat(174_000) + "\"";
        OutboxTables.insert(
                "checkout", OutboxRow.of("checkout", "rows-large", 1).withPayload(large));

        assertThat(onlyMessage("checkout.events.v1", "rows-large").value()).isEqualTo(large);
    }

    @Test
    void eventsOfAnOrderKeepTheirOrder() {
        List<OutboxRow> rows = new ArrayList<>();
        for (int sequence = 1; sequence <= 20; sequence++) {
            for (int order = 0; order < 10; order++) {
                rows.add(OutboxRow.of("wallet", "rows-order-" + order, sequence));
            }
        }
        IntStream.range(0, 40)
                .forEach(part -> OutboxTables.insert(
                        "wallet", rows.subList(part * 5, part * 5 + 5).toArray(OutboxRow[]::new)));

        Topics.awaitExactlyOnce(rows, SOON);
    }

    @Test
    void anUpdateAndADeleteAreLoudAndSendNothing() {
        OutboxTables.insert("wallet", OutboxRow.of("wallet", "rows-update", 1));
        onlyMessage("wallet.events.v1", "rows-update");
        double before = relay().metric("paysaga_relay_forbidden_changes_total");

        OutboxTables.execute("wallet", "UPDATE outbox SET payload = 'x' WHERE aggregateid = 'rows-update'");
        OutboxTables.execute("wallet", "UPDATE outbox SET id = id + 1000000 WHERE aggregateid = 'rows-update'");
        OutboxTables.execute("wallet", "DELETE FROM outbox WHERE aggregateid = 'rows-update'");

        await("three changes are counted")
                .atMost(SOON)
                .until(() -> relay().metric("paysaga_relay_forbidden_changes_total") == before + 3);
        assertThat(relay().process().lastLines(50)).contains("wallet.outbox is insert-only");
        onlyMessage("wallet.events.v1", "rows-update");
    }

    @Test
    void aRowThatCannotBeSentIsLoudAndLaterOnesFlow() {
        double before = relay().metric("paysaga_relay_rejected_rows_total");

        OutboxTables.insert("checkout", OutboxRow.of("unknown", "rows-unknown", 1));
        OutboxTables.insert("checkout", OutboxRow.of("checkout", "rows-after-unknown", 1));

        onlyMessage("checkout.events.v1", "rows-after-unknown");
        assertThat(relay().metric("paysaga_relay_rejected_rows_total")).isEqualTo(before + 1);
        assertThat(relay().process().lastLines(50)).contains("its topic unknown.events.v1 is none of");
    }

    @Test
    void healthIsOpenAndTheRestWantsAToken() {
        assertThat(status("/actuator/health/readiness", "")).isEqualTo(200);
        assertThat(status("/actuator/health/liveness", "")).isEqualTo(200);
        assertThat(status("/v1/relay", "")).isEqualTo(401);
        assertThat(status("/actuator/prometheus", "wrong")).isEqualTo(401);
        assertThat(status("/v1/relay", TestMysql.secrets().serviceToken())).isEqualTo(200);
    }

    @Test
    void theRelayTellsItsPositionAndLag() {
        OutboxTables.insert("checkout", OutboxRow.of("checkout", "rows-status", 1));
        onlyMessage("checkout.events.v1", "rows-status");

        var status = relay().status();
        assertThat(status.path("state").asString()).isEqualTo("STREAMING");
        assertThat(status.path("position").path("file").asString()).startsWith("binlog.");
        assertThat(status.path("position").path("gtids").asString()).contains(":1-");
        assertThat(status.path("lagMs").asLong()).isLessThan(10_000);
        assertThat(status.path("eventsSent").asLong()).isPositive();
    }

    private static int status(String path, String token) {
        HttpResponse<String> answer = relay().get(path, token);
        return answer == null ? 0 : answer.statusCode();
    }

    private static ConsumerRecord<String, String> onlyMessage(String topic, String orderId) {
        await("the event of " + orderId)
                .atMost(SOON)
                .until(() -> !TestKafka.consume(topic, orderId).isEmpty());
        List<ConsumerRecord<String, String>> messages = TestKafka.consume(topic, orderId);
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    private static List<String> headers(ConsumerRecord<String, String> message) {
        return names(message).stream()
                .map(name -> name + "=" + TestKafka.header(message, name))
                .toList();
    }

    private static List<String> names(ConsumerRecord<String, String> message) {
        return StreamSupport.stream(message.headers().spliterator(), false)
                .map(header -> header.key())
                .toList();
    }

    private static RelayProcess relay() {
        RelayProcess relay = started;
        if (relay == null) {
            throw new IllegalStateException("not started");
        }
        return relay;
    }
}
