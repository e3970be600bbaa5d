package dev.paysaga.payment.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.events.CheckoutEvent.CheckoutCanceled;
import dev.paysaga.events.CheckoutEvent.CheckoutCanceled.Cause;
import dev.paysaga.events.CheckoutEvent.CheckoutCreated;
import dev.paysaga.events.CheckoutEvent.CheckoutLine;
import dev.paysaga.events.LedgerEvent.LedgerRecorded;
import dev.paysaga.events.LedgerEvent.LedgerReversed;
import dev.paysaga.events.LedgerEvent.RecordedEntry;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.Psp;
import dev.paysaga.events.SagaEvent;
import dev.paysaga.events.Topic;
import dev.paysaga.events.WalletEvent.WalletCredit;
import dev.paysaga.events.WalletEvent.WalletCredited;
import dev.paysaga.events.WalletEvent.WalletDebit;
import dev.paysaga.events.WalletEvent.WalletDebited;
import dev.paysaga.messaging.EventCodec;
import dev.paysaga.testing.ServiceProperties;
import dev.paysaga.testing.TestKafka;
import dev.paysaga.testing.TestMysql;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The payment-service on a real MySQL and a real broker, against the provider's simulator. One for all test classes of
 * this JVM, which look at orders of their own only.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "paysaga.payment.resolve-after=1s",
            "paysaga.payment.resolve-pause-max=2s",
            "paysaga.payment.resolve-claim=1500ms",
            "paysaga.payment.round-pause=200ms",
            "paysaga.payment.push-after=3s",
            "paysaga.payment.pushes-before-case=2",
            "paysaga.payment.answer-within=3s",
            "paysaga.payment.look-rarely=1s",
            "paysaga.payment.deposit-grace=0s",
            "paysaga.payment.late-look-pause=1s",
            "paysaga.payment.resolve-tries-before-case=6",
            "paysaga.toss.read-timeout=5s"
        })
abstract class RunningService {

    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final EventCodec CODEC = new EventCodec();
    static final Duration SOON = Duration.ofSeconds(20);

    final Simulator provider = Simulator.running();
    final JdbcTemplate rows = new JdbcTemplate(TestMysql.auditor());
    final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, AtomicLong> sequences = new ConcurrentHashMap<>();

    @Value("${local.server.port}")
    int port;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        ServiceProperties.register(registry, "payment");
        registry.add("TOSS_BASE_URL", () -> Simulator.running().url());
        registry.add("PORTONE_BASE_URL", () -> Simulator.running().url());
    }

    String paid(long... amounts) {
        String order = checkedOut(amounts);
        long amount = LongStream.of(amounts).sum();
        assertThat(confirm(order, provider.pay(order, amount), amount).status).isEqualTo(200);
        return order;
    }

    String checkedOut(long... amounts) {
        return checkedOut(Psp.TOSS, amounts);
    }

    String checkedOut(Psp psp, long... amounts) {
        String order = newOrder();
        checksOut(order, psp, amounts);
        await("the checkout arrives").atMost(SOON).until(() -> get("/v1/payments/" + order).status == 200);
        return order;
    }

    static String newOrder() {
        return "ord_" + UUID.randomUUID().toString().replace("-", "");
    }

    void checksOut(String order, Psp psp, long... amounts) {
        List<CheckoutLine> lines = new ArrayList<>();
        for (int i = 0; i < amounts.length; i++) {
            lines.add(new CheckoutLine("product-" + i, "seller-" + i, 1, amounts[i]));
        }
        Instant now = Instant.now();
        publish(
                "/paysaga/checkout-service",
                new CheckoutCreated(
                        new OrderId(order),
                        "buyer-1",
                        "Sample order",
                        psp,
                        LongStream.of(amounts).sum(),
                        "KRW",
                        now,
                        now.plusSeconds(1800),
                        lines));
    }

    void ledgerRecords(String order) {
        publish(
                "/paysaga/ledger-service",
                new LedgerRecorded(
                        new OrderId(order),
                        "KRW",
                        Instant.now(),
                        amounts(order).entrySet().stream()
                                .map(paid -> entry(paid.getKey(), paid.getValue()))
                                .toList()));
    }

    void walletsAreCredited(String order) {
        publish(
                "/paysaga/wallet-service",
                new WalletCredited(
                        new OrderId(order),
                        "KRW",
                        Instant.now(),
                        amounts(order).entrySet().stream()
                                .map(paid -> new WalletCredit(paid.getKey(), "seller-x", paid.getValue()))
                                .toList()));
    }

    void publish(String source, SagaEvent event) {
        String order = event.orderId().value();
        long sequence =
                sequences.computeIfAbsent(source + order, _ -> new AtomicLong()).incrementAndGet();
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_id", UUID.randomUUID().toString());
        headers.put("ce_type", Topic.typeOf(event.getClass()));
        headers.put("ce_source", source);
        headers.put("ce_subject", order);
        headers.put("ce_sequence", Long.toString(sequence));
        TestKafka.publish(Topic.of(event).kafkaName(), order, headers, CODEC.encode(event));
    }

    static RecordedEntry entry(long paymentOrderId, long amount) {
        return new RecordedEntry(paymentOrderId, "psp-receivable:TOSS", "seller-payable:x", amount);
    }

    /** Of the payment orders, by their ids. */
    Map<Long, Long> amounts(String order) {
        return amountsIn(payment(order).path("paymentOrders"));
    }

    private Map<Long, Long> partsOfCancel(String order, long cancellationId) {
        return payment(order)
                .path("cancellations")
                .valueStream()
                .filter(cancel -> cancel.path("cancellationId").asLong() == cancellationId)
                .map(cancel -> amountsIn(cancel.path("parts")))
                .findFirst()
                .orElseThrow();
    }

    private static Map<Long, Long> amountsIn(JsonNode parts) {
        return parts.valueStream()
                .collect(Collectors.toMap(
                        part -> part.path("paymentOrderId").asLong(),
                        part -> part.path("amount").asLong()));
    }

    String flags(String order) {
        boolean ledger = payment(order)
                .path("paymentOrders")
                .valueStream()
                .allMatch(paymentOrder -> paymentOrder.path("ledgerUpdated").asBoolean());
        boolean wallet = payment(order)
                .path("paymentOrders")
                .valueStream()
                .allMatch(paymentOrder -> paymentOrder.path("walletUpdated").asBoolean());
        return ledger && wallet ? "ledger+wallet" : ledger ? "ledger" : wallet ? "wallet" : "";
    }

    List<String> outbox(String order) {
        return rows.query(
                "SELECT CONCAT(type, ' ', sequence) FROM payment.outbox WHERE aggregateid = ? AND ce_repeat IS NULL"
                        + " ORDER BY id",
                (row, _) -> row.getString(1),
                order);
    }

    List<String> parked(String order) {
        return rows.query(
                "SELECT status FROM payment.parked_message WHERE order_id = ?", (row, _) -> row.getString(1), order);
    }

    List<String> openCases(String order) {
        return get("/v1/manual-cases")
                .body
                .valueStream()
                .filter(found -> found.path("orderId").asString().equals(order))
                .map(found -> found.path("kind").asString())
                .toList();
    }

    JsonNode payment(String order) {
        return get("/v1/payments/" + order).body;
    }

    Answer confirm(String order, String paymentKey, long amount) {
        return send(
                "/v1/payments/confirm",
                JSON.writeValueAsString(Map.of("orderId", order, "paymentKey", paymentKey, "amount", amount)));
    }

    /** Everything that is left. */
    Answer cancel(String order) {
        return send("/v1/payments/" + order + "/cancel", "{\"reason\":\"changed my mind\"}");
    }

    /** @param body without the reason: {@code "amount":1000} */
    Answer cancel(String order, String key, String body) {
        return send(
                "/v1/payments/" + order + "/cancel",
                "{\"reason\":\"changed my mind\"," + body + "}",
                "Idempotency-Key",
                key);
    }

    void ledgerReverses(String order, long cancellationId) {
        publish(
                "/paysaga/ledger-service",
                new LedgerReversed(
                        new OrderId(order),
                        cancellationId,
                        "KRW",
                        Instant.now(),
                        partsOfCancel(order, cancellationId).entrySet().stream()
                                .map(part -> entry(part.getKey(), part.getValue()))
                                .toList()));
    }

    void walletsAreDebited(String order, long cancellationId) {
        publish(
                "/paysaga/wallet-service",
                new WalletDebited(
                        new OrderId(order),
                        cancellationId,
                        "KRW",
                        Instant.now(),
                        partsOfCancel(order, cancellationId).entrySet().stream()
                                .map(part -> new WalletDebit(part.getKey(), "seller-x", part.getValue()))
                                .toList()));
    }

    void checkoutIsCanceled(String order) {
        publish("/paysaga/checkout-service", new CheckoutCanceled(new OrderId(order), Cause.EXPIRED, Instant.now()));
    }

    String status(String order) {
        return payment(order).path("status").asString();
    }

    /** What each cancel of the order is: {@code 1000 SUCCESS}. */
    List<String> cancels(String order) {
        return payment(order)
                .path("cancellations")
                .valueStream()
                .map(cancel -> cancel.path("amount").asLong() + " "
                        + cancel.path("status").asString())
                .toList();
    }

    Answer get(String path) {
        return send(path, null);
    }

    Answer send(String path, @Nullable String body, String... headers) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Authorization", "Bearer " + TestMysql.secrets().operatorToken())
                    .header("Content-Type", "application/json");
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            if (body != null) {
                request.POST(HttpRequest.BodyPublishers.ofString(body));
            }
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    record Answer(int status, JsonNode body) {}
}
