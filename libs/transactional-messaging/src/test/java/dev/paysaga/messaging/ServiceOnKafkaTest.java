package dev.paysaga.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.testing.TestKafka;
import dev.paysaga.testing.TestMysql;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The whole way of messages, from the broker to the effect, with each of the parts failing. */
class ServiceOnKafkaTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String name = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private final JdbcTemplate owner = new JdbcTemplate(TestMysql.as("ledger_owner", "ledger"));
    private ConfigurableApplicationContext service = TestService.start(name);

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aGapWaitsAndIsFollowedAtOnceWhenItIsFilled() {
        String order = OutboxTest.newOrder();
        publish(order, 1);
        publish(order, 3);
        await("3 is parked").untilAsserted(() -> assertThat(parked(order)).containsExactly("3 WAITING"));
        assertThat(effects(order)).containsExactly(1L);

        publish(order, 2);

        await("2 and 3")
                .atMost(Duration.ofSeconds(12))
                .untilAsserted(() -> assertThat(effects(order)).containsExactly(1L, 2L, 3L));
    }

    @Test
    void theWholeTopicAgainHasNoNewEffect() {
        var orders = IntStream.range(0, 20).mapToObj(_ -> OutboxTest.newOrder()).toList();
        for (long sequence = 1; sequence <= 3; sequence++) {
            for (String order : orders) {
                publish(order, sequence);
            }
        }
        assertAllThree(orders);
        service.close();

        // A group of another name has no offsets: it begins at the beginning, as after a reset.
        service = TestService.start(name + "-again");
        String marker = OutboxTest.newOrder();
        publish(marker, 1);
        await("the group came to the end")
                .untilAsserted(() -> assertThat(handled("repeat")).isGreaterThanOrEqualTo(60));
        await("the marker").untilAsserted(() -> assertThat(effects(marker)).containsExactly(1L));

        assertAllThree(orders);
    }

    @Test
    void aBrokerAndADatabaseThatAreKilledCostNothing() {
        var orders = IntStream.range(0, 10).mapToObj(_ -> OutboxTest.newOrder()).toList();
        orders.forEach(order -> publish(order, 1));
        TestKafka.broker().kill();
        assertThat(gauge("paysaga.consumer.lag", "topic", Records.TOPIC))
                .as("how far it is behind, without a broker that knows")
                .isNaN();
        TestKafka.broker().restart();
        orders.forEach(order -> publish(order, 2));
        TestMysql.server().kill();
        orders.forEach(order -> publish(order, 3));
        assertThat(status("/actuator/health/liveness"))
                .as("alive without a database")
                .isEqualTo(200);
        TestMysql.server().restart();

        assertAllThree(orders);
    }

    @Test
    void operatorsSeeAndReplayWhatIsParked() throws Exception {
        String order = OutboxTest.newOrder();
        var listener = service.getBean(TestListener.class);
        listener.onOrder(order, _ -> {
            throw new IllegalStateException("not today");
        });
        publish(order, 1);
        publish(order, 2);
        await("both are parked")
                .untilAsserted(() -> assertThat(parked(order)).containsExactlyInAnyOrder("1 FAILED", "2 WAITING"));
        assertThat(gauge("paysaga.parked.messages", "status", "FAILED")).isPositive();
        assertThat(gauge("paysaga.parked.messages", "status", "WAITING")).isPositive();
        assertThat(get("/v1/parked-messages").body())
                .contains("\"orderId\":\"" + order + "\"", "not today", "Waiting for number 1 of this order");
        long id = owner.query(
                        "SELECT id FROM parked_message WHERE order_id = ? AND status = 'FAILED'",
                        (row, _) -> row.getLong(1),
                        order)
                .getFirst();
        assertThat(post("/v1/parked-messages/" + id + "/replay").statusCode()).isEqualTo(409);

        listener.heal(order);
        assertThat(post("/v1/parked-messages/" + id + "/replay").statusCode()).isEqualTo(200);

        assertThat(effects(order)).containsExactly(1L, 2L);
        assertThat(post("/v1/parked-messages/" + id + "/replay").statusCode()).isEqualTo(404);
    }

    @Test
    void aConsumerThatDiedIsStartedAgainAndReadinessSaysSo() {
        String order = OutboxTest.newOrder();
        var fatal = new AtomicBoolean(true);
        service.getBean(TestListener.class).onOrder(order, _ -> {
            if (fatal.getAndSet(false)) {
                throw new InternalError("the thread dies");
            }
        });
        assertThat(status("/actuator/health/readiness")).isEqualTo(200);

        publish(order, 1);
        await("not ready").pollInterval(Duration.ofMillis(10)).until(() -> status("/actuator/health/readiness") == 503);
        assertThat(status("/actuator/health/liveness")).isEqualTo(200);

        await("ready again").until(() -> status("/actuator/health/readiness") == 200);
        await("handled in the end")
                .untilAsserted(() -> assertThat(effects(order)).containsExactly(1L));
    }

    @Test
    void stoppingUnderLoadLosesAndRepeatsNothing() {
        var orders =
                IntStream.range(0, 300).mapToObj(_ -> OutboxTest.newOrder()).toList();
        orders.subList(0, 200).forEach(order -> publish(order, 1));
        long began = System.nanoTime();
        service.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        orders.subList(200, 300).forEach(order -> publish(order, 1));

        service = TestService.start(name);

        await("all of them")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(orders)
                        .allSatisfy(order -> assertThat(effects(order)).containsExactly(1L)));
    }

    @Test
    void theTraceComesWithTheMessage() {
        String order = OutboxTest.newOrder();
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var headers = Records.headers(order, 1);
        headers.put("traceparent", trace);
        TestKafka.publish(Records.TOPIC, order, headers, Records.body(order, 1));
        var wrong = Records.headers(order, 2);
        wrong.put("traceparent", "00-zzz");
        TestKafka.publish(Records.TOPIC, order, wrong, Records.body(order, 2));

        await("both").untilAsserted(() -> assertThat(effects(order)).containsExactly(1L, 2L));
        assertThat(owner.queryForList(
                        "SELECT COALESCE(trace, 'none') FROM effect WHERE order_id = ? ORDER BY id",
                        String.class,
                        order))
                .containsExactly(trace, "none");
    }

    private void publish(String order, long sequence) {
        TestKafka.publish(Records.TOPIC, order, Records.headers(order, sequence), Records.body(order, sequence));
    }

    private void assertAllThree(List<String> orders) {
        await("each of three, once")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(orders)
                        .allSatisfy(order -> assertThat(effects(order)).containsExactly(1L, 2L, 3L)));
    }

    @Test
    void whatIsTakenInIsNothingToBeBehindOf() {
        String order = OutboxTest.newOrder();
        publish(order, 1);
        await("taken in").untilAsserted(() -> assertThat(effects(order)).containsExactly(1L));

        await("and committed")
                .untilAsserted(() -> assertThat(gauge("paysaga.consumer.lag", "topic", Records.TOPIC))
                        .isZero());
    }

    /** What it says when it is read now, and not within ten seconds. */
    private double gauge(String meter, String tag, String value) {
        service.getBean(Backlog.class).round();
        return service.getBean(MeterRegistry.class)
                .get(meter)
                .tag(tag, value)
                .gauge()
                .value();
    }

    private double handled(String outcome) {
        return service.getBean(MeterRegistry.class)
                .counter("paysaga.messages", "topic", Records.TOPIC, "outcome", outcome)
                .count();
    }

    private List<Long> effects(String order) {
        return owner.query(
                "SELECT amount FROM effect WHERE order_id = ? ORDER BY id", (row, _) -> row.getLong(1), order);
    }

    private List<String> parked(String order) {
        return owner.query(
                "SELECT CONCAT(sequence, ' ', status) FROM parked_message WHERE order_id = ? ORDER BY sequence",
                (row, _) -> String.valueOf(row.getString(1)),
                order);
    }

    private int status(String path) {
        try {
            return get(path).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + path);
    }
}
