package dev.paysaga.payment;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.paysaga.events.CheckoutEvent.CheckoutCreated;
import dev.paysaga.events.CheckoutEvent.CheckoutLine;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.Psp;
import dev.paysaga.events.Topic;
import dev.paysaga.messaging.EventCodec;
import dev.paysaga.payment.saga.Simulator;
import dev.paysaga.testing.ServiceProperties;
import dev.paysaga.testing.TestKafka;
import dev.paysaga.testing.TestMysql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The payment-service on a real MySQL and a real broker, as operators and providers see it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "PORTONE_WEBHOOK_SECRET=" + Signed.SECRET + "," + Signed.OLD_SECRET,
            "paysaga.webhooks.per-source=100000",
            "paysaga.webhooks.per-provider=100000",
            "paysaga.webhooks.first-pause=200ms",
            "paysaga.webhooks.longest-pause=1s",
            "paysaga.webhooks.tries=4",
            "paysaga.webhooks.tries-for-unknown-order=4",
            "paysaga.webhooks.claim=2s",
            "paysaga.webhooks.round-pause=100ms",
            "paysaga.metrics-pause=200ms",
            "paysaga.payment.push-after=1h",
            "paysaga.payment.resolve-after=1s",
            "paysaga.payment.resolve-pause-max=2s",
            "paysaga.payment.round-pause=200ms",
            "paysaga.payment.answer-within=3s",
            "paysaga.toss.read-timeout=5s"
        })
public abstract class OperationsTest {

    protected static final JsonMapper JSON = JsonMapper.builder().build();
    protected static final Duration SOON = Duration.ofSeconds(20);
    private static final EventCodec CODEC = new EventCodec();

    protected final Simulator provider = Simulator.running();
    protected final JdbcTemplate rows = new JdbcTemplate(TestMysql.auditor());
    protected final JdbcTemplate root = new JdbcTemplate(TestMysql.root());
    private final HttpClient http = client("127.0.0.1");
    private final ListAppender<ILoggingEvent> security = new ListAppender<>();

    @Value("${local.server.port}")
    private int port;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        ServiceProperties.register(registry, "payment");
        registry.add("TOSS_BASE_URL", () -> Simulator.running().url());
        registry.add("PORTONE_BASE_URL", () -> Simulator.running().url());
    }

    @BeforeEach
    void listen() {
        security.start();
        logger().addAppender(security);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(security);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("SECURITY");
    }

    /** What the log of security events holds since the test began. */
    protected List<String> securityEvents() {
        return List.copyOf(security.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** An order whose checkout has arrived here. */
    protected String checkedOut(Psp psp, long... amounts) {
        String order = newOrder();
        arrives(order, psp, amounts);
        await("the checkout arrives").atMost(SOON).until(() -> get("/v1/payments/" + order).status == 200);
        return order;
    }

    protected static String newOrder() {
        return "ord_" + UUID.randomUUID().toString().replace("-", "");
    }

    /** The checkout-service's event about an order, its first. */
    protected static void arrives(String order, Psp psp, long... amounts) {
        List<CheckoutLine> lines = new ArrayList<>();
        for (int i = 0; i < amounts.length; i++) {
            lines.add(new CheckoutLine("product-" + i, "seller-" + i, 1, amounts[i]));
        }
        Instant now = Instant.now();
        var event = new CheckoutCreated(
                new OrderId(order),
                "buyer-1",
                "Sample order",
                psp,
                LongStream.of(amounts).sum(),
                "KRW",
                now,
                now.plusSeconds(1800),
                lines);
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_id", UUID.randomUUID().toString());
        headers.put("ce_type", Topic.typeOf(event.getClass()));
        headers.put("ce_source", "/paysaga/checkout-service");
        headers.put("ce_subject", order);
        headers.put("ce_sequence", "1");
        TestKafka.publish(Topic.of(event).kafkaName(), order, headers, CODEC.encode(event));
    }

    protected Answer confirm(String order, String paymentKey, long amount) {
        return post("/v1/payments/confirm", Map.of("orderId", order, "paymentKey", paymentKey, "amount", amount));
    }

    protected String status(String order) {
        return get("/v1/payments/" + order).body().path("status").asString();
    }

    /** An order of Toss's whose money is here. */
    protected String paid(long amount) {
        String order = checkedOut(Psp.TOSS, amount);
        Answer answer = confirm(order, provider.pay(order, amount), amount);
        if (answer.status != 200) {
            throw new AssertionError(answer);
        }
        return order;
    }

    protected List<String> outbox(String order) {
        return rows.query(
                "SELECT type FROM payment.outbox WHERE aggregateid = ? AND ce_repeat IS NULL ORDER BY id",
                (row, _) -> row.getString(1),
                order);
    }

    protected Answer get(String path) {
        return json(send(path, UnaryOperator.identity()));
    }

    protected Answer post(String path, Map<String, ?> body) {
        return json(send(
                path,
                request -> request.header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))));
    }

    /** As an operator, unless the request says otherwise. */
    protected HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> how) {
        var request = HttpRequest.newBuilder(uri(path));
        HttpRequest built = how.apply(request).copy().build();
        if (built.headers().firstValue("Authorization").isEmpty()) {
            request.header("Authorization", "Bearer " + TestMysql.secrets().operatorToken());
        }
        return exchange(http, request.build());
    }

    protected URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    protected static HttpResponse<String> exchange(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A client that calls from one of this machine's own addresses. */
    protected static HttpClient client(String address) {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .localAddress(InetAddress.getByName(address))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer json(HttpResponse<String> answer) {
        String body = answer.body();
        return new Answer(answer.statusCode(), body.isEmpty() ? null : JSON.readTree(body));
    }

    protected record Answer(int status, @Nullable JsonNode json) {

        public JsonNode body() {
            if (json == null) {
                throw new AssertionError("There is no body, the status is " + status);
            }
            return json;
        }
    }
}
