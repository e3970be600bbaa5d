package dev.paysaga.payment.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.events.CheckoutEvent.CheckoutCreated;
import dev.paysaga.events.CheckoutEvent.CheckoutLine;
import dev.paysaga.events.LedgerEvent.LedgerRecorded;
import dev.paysaga.events.LedgerEvent.RecordedEntry;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.Psp;
import dev.paysaga.events.SagaEvent;
import dev.paysaga.events.Topic;
import dev.paysaga.events.WalletEvent.WalletCredit;
import dev.paysaga.events.WalletEvent.WalletCredited;
import dev.paysaga.messaging.EventCodec;
import dev.paysaga.payment.domain.ConfirmOutcome;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The payment-service on a real MySQL and a real broker, against the provider's simulator. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "paysaga.payment.resolve-after=1s",
            "paysaga.payment.resolve-pause-max=2s",
            "paysaga.payment.round-pause=200ms",
            "paysaga.payment.push-after=3s",
            "paysaga.payment.pushes-before-case=2",
            "paysaga.payment.answer-within=3s",
            "paysaga.toss.read-timeout=5s"
        })
class PaymentServiceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final EventCodec CODEC = new EventCodec();
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Simulator provider = Simulator.running();
    private final JdbcTemplate rows = new JdbcTemplate(TestMysql.auditor());
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, AtomicLong> sequences = new LinkedHashMap<>();

    @Value("${local.server.port}")
    private int port;

    @Autowired
    private RecordOutcome recordOutcome;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        ServiceProperties.register(registry, "payment");
        registry.add("TOSS_BASE_URL", () -> Simulator.running().url());
        registry.add("PORTONE_BASE_URL", () -> Simulator.running().url());
    }

    @Test
    void anApprovedPaymentIsAnnouncedAndIsDoneWhenBooksAndWalletsHoldIt() {
        String order = checkedOut(39_000, 12_000);
        String paymentKey = provider.pay(order, 51_000);

        Answer answer = confirm(order, paymentKey, 51_000);

        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.body.path("status").asString()).isEqualTo("SUCCESS");
        assertThat(provider.captures(order)).isEqualTo(1);
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1");

        ledgerRecords(order);
        await("ledger flags").atMost(SOON).until(() -> flags(order).equals("ledger"));
        assertThat(payment(order).path("isPaymentDone").asBoolean()).isFalse();

        walletsAreCredited(order);
        await("done")
                .atMost(SOON)
                .until(() -> payment(order).path("isPaymentDone").asBoolean());
        assertThat(flags(order)).isEqualTo("ledger+wallet");
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1", "paysaga.payment.completed.v1 2");
    }

    @Test
    void theFlagsMayComeInEitherOrderAndTwice() {
        String order = paid(5_000);

        walletsAreCredited(order);
        await("wallet flags").atMost(SOON).until(() -> flags(order).equals("wallet"));
        ledgerRecords(order);
        await("done")
                .atMost(SOON)
                .until(() -> payment(order).path("isPaymentDone").asBoolean());

        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1", "paysaga.payment.completed.v1 2");
    }

    @Test
    void aDeclinedPaymentEndsWithTheProvidersCode() {
        String order = checkedOut(7_000);
        String paymentKey = provider.pay(order, 7_000);
        provider.will(order, "confirm", "F02", 1);

        Answer answer = confirm(order, paymentKey, 7_000);

        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.body.path("status").asString()).isEqualTo("FAILURE");
        assertThat(answer.body.path("failure").path("code").asString()).isEqualTo("REJECT_CARD_PAYMENT");
        assertThat(outbox(order)).containsExactly("paysaga.payment.declined.v1 1");
        assertThat(confirm(order, paymentKey, 7_000).body).isEqualTo(answer.body);
        assertThat(provider.confirmKeys(order)).hasSize(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "F04, approved but the answer is lost,      SUCCESS, 1",
        "F05, no answer and not executed,           SUCCESS, 1",
        "F07, an error before the money is taken,   SUCCESS, 1",
        "F08, an error after the money is taken,    SUCCESS, 1",
        "F03, our key is refused for a while,       SUCCESS, 1"
    })
    void whateverTheProviderDoesTheMoneyIsTakenOnce(String fault, String story, String status, int captures) {
        String order = checkedOut(9_000);
        String paymentKey = provider.pay(order, 9_000);
        provider.will(order, "confirm", fault, 1);

        Answer first = confirm(order, paymentKey, 9_000);

        assertThat(first.status).as(story).isEqualTo(202);
        assertThat(first.body.path("status").asString()).isEqualTo("UNKNOWN");
        await(story).atMost(SOON).until(() -> payment(order).path("status").asString(), status::equals);
        assertThat(provider.captures(order)).isEqualTo(captures);
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1");
    }

    @Test
    void aLostAnswerIsNeverAskedForUnderAnotherKey() {
        String order = checkedOut(9_500);
        String paymentKey = provider.pay(order, 9_500);
        provider.will(order, "confirm", "F05", 2);

        confirm(order, paymentKey, 9_500);
        await("resolved").atMost(SOON).until(() -> payment(order).path("status").asString(), "SUCCESS"::equals);

        assertThat(Set.copyOf(provider.confirmKeys(order))).hasSize(1);
        assertThat(provider.captures(order)).isEqualTo(1);
    }

    @Test
    void anotherAmountIsRefusedBeforeTheProviderHearsOfIt() {
        String order = checkedOut(8_000);
        String paymentKey = provider.pay(order, 8_000);

        Answer answer = confirm(order, paymentKey, 7_999);

        assertThat(answer.status).isEqualTo(400);
        assertThat(answer.body.path("type").asString()).isEqualTo("urn:paysaga:problem:amount-mismatch");
        assertThat(provider.requests(order)).noneMatch(request -> request.endsWith("/confirm"));
        assertThat(payment(order).path("status").asString()).isEqualTo("NOT_STARTED");
    }

    @Test
    void anOrderIsPaidWithOnePaymentOfTheProviderOnly() {
        String order = checkedOut(8_100);
        String first = provider.pay(order, 8_100);
        String second = provider.pay(order, 8_100);

        assertThat(confirm(order, first, 8_100).status).isEqualTo(200);
        Answer answer = confirm(order, second, 8_100);

        assertThat(answer.status).isEqualTo(409);
        assertThat(answer.body.path("type").asString()).isEqualTo("urn:paysaga:problem:payment-key-mismatch");
        assertThat(provider.captures(order)).isEqualTo(1);
    }

    @Test
    void aPaymentOfTheProviderPaysOneOrderOnly() {
        String first = checkedOut(8_200);
        String second = checkedOut(8_200);
        String paymentKey = provider.pay(first, 8_200);
        assertThat(confirm(first, paymentKey, 8_200).status).isEqualTo(200);

        Answer answer = confirm(second, paymentKey, 8_200);

        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.body.path("status").asString()).isEqualTo("FAILURE");
        assertThat(answer.body.path("failure").path("code").asString()).isEqualTo("PAYMENT_KEY_TAKEN");
        assertThat(provider.requests(second)).isEmpty();
        assertThat(outbox(second)).containsExactly("paysaga.payment.declined.v1 1");
    }

    @Test
    void anApprovalThatComesAfterARecordedRefusalIsShownToAHuman() {
        String order = checkedOut(8_300);
        String paymentKey = provider.pay(order, 8_300);
        provider.will(order, "confirm", "F02", 1);
        assertThat(confirm(order, paymentKey, 8_300).body.path("status").asString())
                .isEqualTo("FAILURE");

        recordOutcome.of(order, "confirm-late", new ConfirmOutcome.Approved(Instant.now()));

        assertThat(payment(order).path("status").asString()).isEqualTo("FAILURE");
        assertThat(openCases(order)).containsExactly("PROVIDER_CONTRADICTS");
    }

    @Test
    void aRefusalOfAnyLengthIsRecorded() {
        String order = checkedOut(8_400);
        provider.will(order, "confirm", "F05", 1);
        confirm(order, provider.pay(order, 8_400), 8_400);

        recordOutcome.of(
                order, "confirm-any", new ConfirmOutcome.Declined("C".repeat(300), "\uD83D\uDCB8".repeat(900)));

        assertThat(payment(order).path("status").asString()).isEqualTo("FAILURE");
    }

    @Test
    void anOrderThatHasNotArrivedIsNotFoundYet() {
        Answer answer = confirm("ord_never_heard_of_it", "test_pay_1", 1_000);

        assertThat(answer.status).isEqualTo(404);
        assertThat(answer.body.path("type").asString()).isEqualTo("urn:paysaga:problem:payment-not-found");
    }

    @Test
    void fiftyImpatientConfirmsTakeTheMoneyOnce() throws Exception {
        String order = checkedOut(10_000);
        String paymentKey = provider.pay(order, 10_000);

        List<Future<Answer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            LongStream.range(0, 50).forEach(_ -> answers.add(threads.submit(() -> confirm(order, paymentKey, 10_000))));
        }

        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status).isIn(200, 202);
        }
        await("approved").atMost(SOON).until(() -> payment(order).path("status").asString(), "SUCCESS"::equals);
        assertThat(provider.captures(order)).isEqualTo(1);
        assertThat(provider.confirmKeys(order)).hasSize(1);
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1");
    }

    @Test
    void anApprovedPaymentThatIsNotDoneIsAnnouncedAgainAndThenShownToAHuman() {
        String order = paid(6_000);

        await("a manual case")
                .atMost(Duration.ofSeconds(40))
                .until(() -> openCases(order), List.of("NOT_COMPLETED")::equals);
        assertThat(rows.queryForList(
                        "SELECT DISTINCT CONCAT(event_id, sequence) FROM payment.outbox WHERE aggregateid = ?"
                                + " AND type = 'paysaga.payment.approved.v1'",
                        order))
                .hasSize(1);
        assertThat(rows.queryForList(
                        "SELECT ce_repeat FROM payment.outbox WHERE aggregateid = ? AND ce_repeat IS NOT NULL"
                                + " ORDER BY id LIMIT 2",
                        String.class,
                        order))
                .containsExactly("1", "2");

        ledgerRecords(order);
        walletsAreCredited(order);
        await("the case closes itself").atMost(SOON).until(() -> openCases(order), List.of()::equals);
    }

    @Test
    void aLedgerThatSpeaksOfPaymentOrdersThatAreNotItsOwnIsNotBelieved() {
        String order = paid(6_100);
        String other = paid(6_200);
        long foreign = paymentOrderIds(other).getFirst();

        publish(
                "/paysaga/ledger-service",
                new LedgerRecorded(
                        new OrderId(order),
                        "KRW",
                        Instant.now(),
                        List.of(new RecordedEntry(foreign, "a", "b", 6_200))));

        await("parked").atMost(SOON).until(() -> parked(order), List.of("FAILED")::equals);
        assertThat(flags(other)).isEmpty();
    }

    @Test
    void othersNeedAToken() throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/payments/ord_123456"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    private String paid(long amount) {
        String order = checkedOut(amount);
        assertThat(confirm(order, provider.pay(order, amount), amount).status).isEqualTo(200);
        return order;
    }

    private String checkedOut(long... amounts) {
        String order = "ord_" + UUID.randomUUID().toString().replace("-", "");
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
                        Psp.TOSS,
                        LongStream.of(amounts).sum(),
                        "KRW",
                        now,
                        now.plusSeconds(1800),
                        lines));
        await("the checkout arrives").atMost(SOON).until(() -> get("/v1/payments/" + order).status == 200);
        return order;
    }

    private void ledgerRecords(String order) {
        publish(
                "/paysaga/ledger-service",
                new LedgerRecorded(
                        new OrderId(order),
                        "KRW",
                        Instant.now(),
                        paymentOrderIds(order).stream()
                                .map(id -> new RecordedEntry(id, "psp-receivable:TOSS", "seller-payable:x", 1))
                                .toList()));
    }

    private void walletsAreCredited(String order) {
        publish(
                "/paysaga/wallet-service",
                new WalletCredited(
                        new OrderId(order),
                        "KRW",
                        Instant.now(),
                        paymentOrderIds(order).stream()
                                .map(id -> new WalletCredit(id, "seller-x", 1))
                                .toList()));
    }

    private void publish(String source, SagaEvent event) {
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

    private List<Long> paymentOrderIds(String order) {
        return payment(order)
                .path("paymentOrders")
                .valueStream()
                .map(paymentOrder -> paymentOrder.path("paymentOrderId").asLong())
                .toList();
    }

    private String flags(String order) {
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

    private List<String> outbox(String order) {
        return rows.query(
                "SELECT CONCAT(type, ' ', sequence) FROM payment.outbox WHERE aggregateid = ? AND ce_repeat IS NULL"
                        + " ORDER BY id",
                (row, _) -> row.getString(1),
                order);
    }

    private List<String> parked(String order) {
        return rows.query(
                "SELECT status FROM payment.parked_message WHERE order_id = ?", (row, _) -> row.getString(1), order);
    }

    private List<String> openCases(String order) {
        return get("/v1/manual-cases")
                .body
                .valueStream()
                .filter(found -> found.path("orderId").asString().equals(order))
                .map(found -> found.path("kind").asString())
                .toList();
    }

    private JsonNode payment(String order) {
        return get("/v1/payments/" + order).body;
    }

    private Answer confirm(String order, String paymentKey, long amount) {
        return send(
                "/v1/payments/confirm",
                JSON.writeValueAsString(Map.of("orderId", order, "paymentKey", paymentKey, "amount", amount)));
    }

    private Answer get(String path) {
        return send(path, null);
    }

    private Answer send(String path, @Nullable String body) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Authorization", "Bearer " + TestMysql.secrets().operatorToken())
                    .header("Content-Type", "application/json");
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

    private record Answer(int status, JsonNode body) {}
}
