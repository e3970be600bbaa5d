package dev.paysaga.payment.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.events.Psp;
import dev.paysaga.payment.OperationsTest;
import dev.paysaga.payment.Signed;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What is taken from providers, and from those who would like to be one. */
class WebhookReceivingTest extends OperationsTest {

    private final HttpClient http = client("127.0.0.1");

    @Autowired
    private MeterRegistry meters;

    @Test
    void aSignedWebhookIsAnsweredAtOnceAndStoredWithoutItsBody() {
        String order = newOrder();
        WebhookSender webhook = WebhookSender.portone("Transaction.Paid", order);

        assertThat(deliver(webhook)).isEqualTo(200);

        assertThat(stored(order)).containsExactly("PORTONE Transaction.Paid SIGNATURE");
        assertThat(rows.queryForObject("SELECT body_hash FROM payment.webhook WHERE order_id = ?", String.class, order))
                .isEqualTo(Sha256.of(webhook.body()));
        assertThat(String.join("\n", dump())).doesNotContain("store-1");
    }

    @Test
    void aSecretThatIsBeingReplacedStillSigns() {
        String order = newOrder();
        long now = Instant.now().getEpochSecond();

        assertThat(deliver(
                        WebhookSender.portone("whk-old-" + order, Signed.OLD_SECRET, now, "Transaction.Paid", order)))
                .isEqualTo(200);
        WebhookSender both = WebhookSender.portone("whk-both-" + order, Signed.SECRET, now, "Transaction.Paid", order);
        String signature = both.header("webhook-signature");
        assertThat(deliver(both.instead(
                        "webhook-signature",
                        Signed.by(Signed.FORGED_SECRET, "whk-both-" + order, now, both.body()) + " " + signature)))
                .isEqualTo(200);

        assertThat(stored(order)).hasSize(2);
    }

    @Test
    void theSameWebhookAnyNumberOfTimesIsOne() throws Exception {
        String order = newOrder();
        WebhookSender webhook = WebhookSender.portone("Transaction.Paid", order);
        List<Future<Integer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 6).forEach(_ -> answers.add(threads.submit(() -> deliver(webhook))));
        }

        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(200);
        }
        assertThat(stored(order)).hasSize(1);
        assertThat(securityEvents()).isEmpty();
    }

    @Test
    void theRetriesOfTossAreOneWebhook() {
        String order = newOrder();
        WebhookSender webhook = WebhookSender.tossStatus(order, "test_pay_1", "DONE");
        for (int retry = 0; retry < 8; retry++) {
            assertThat(deliver(webhook.instead(
                            "tosspayments-webhook-transmission-retried-count", Integer.toString(retry))))
                    .isEqualTo(200);
        }

        assertThat(stored(order)).containsExactly("TOSS PAYMENT_STATUS_CHANGED NONE");
        assertThat(String.join("\n", dump())).doesNotContain("telltale-name");
    }

    @Test
    void otherBytesUnderAnIdThatWasUsedAreASecurityEvent() {
        String order = newOrder();
        WebhookSender first = WebhookSender.tossStatus(order, "test_pay_1", "DONE");
        assertThat(deliver(first)).isEqualTo(200);
        List<String> before = quietDump();

        WebhookSender second = WebhookSender.tossStatus(order, "test_pay_2", "DONE")
                .instead(WebhookSender.TOSS_ID, first.header(WebhookSender.TOSS_ID));
        assertThat(deliver(second)).isEqualTo(401);

        assertThat(dump()).isEqualTo(before);
        assertThat(securityEvents())
                .containsExactly("A webhook was rejected: psp=TOSS source=127.0.0.1 reason=ID_REUSED");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "PORTONE, Something.New,         {}",
        "PORTONE, BillingKey.Issued,     {}",
        "TOSS,    SOMETHING_NEW,         {}",
        "TOSS,    CANCEL_STATUS_CHANGED, {}",
        "TOSS,    payout.changed,        {}"
    })
    void whatWeDoNotListenToIsAnsweredAndIgnored(Psp psp, String type) {
        WebhookSender webhook = psp == Psp.PORTONE
                ? WebhookSender.portone(type, newOrder())
                : WebhookSender.toss(Map.of("eventType", type, "createdAt", "2026-11-21T10:15:41", "data", Map.of()));

        assertThat(deliver(webhook)).isEqualTo(200);

        String id = webhook.header(psp == Psp.PORTONE ? "webhook-id" : WebhookSender.TOSS_ID);
        assertThat(rows.queryForList("SELECT status FROM payment.webhook WHERE transmission_id = ?", String.class, id))
                .containsExactly("IGNORED");
        assertThat(securityEvents()).isEmpty();
    }

    @ParameterizedTest(name = "the payment has {0}, the news has {1}: {2}")
    @CsvSource({
        "ps_test_right, ps_test_right, 200, SECRET",
        "ps_test_right, ps_test_wrong, 401, -",
        "none,          ps_test_right, 200, NONE"
    })
    void newsOfADepositMustKnowTheSecretOfThePayment(String ours, String theirs, int status, String verification) {
        String order = checkedOut(Psp.TOSS, 5_000);
        if (!"none".equals(ours)) {
            root.update(
                    "UPDATE payment.payment_event SET deposit_secret_hash = ? WHERE order_id = ?",
                    Sha256.of(ours),
                    order);
        }

        assertThat(deliver(WebhookSender.tossDeposit(order, theirs, "DONE"))).isEqualTo(status);

        assertThat(stored(order))
                .isEqualTo(status == 200 ? List.of("TOSS DEPOSIT_CALLBACK " + verification) : List.of());
        assertThat(securityEvents()).hasSize(status == 200 ? 0 : 1);
        assertThat(String.join("\n", securityEvents()) + String.join("\n", dump()))
                .doesNotContain("ps_test_");
    }

    @Test
    void aThousandForgedOrAlteredWebhooksChangeNothingAndEachIsASecurityEvent() {
        String order = paid(5_000);
        String other = paid(5_100);
        String ofPortone = checkedOut(Psp.PORTONE, 5_200);
        root.update(
                "UPDATE payment.payment_event SET deposit_secret_hash = ? WHERE order_id = ?",
                Sha256.of("ps_test_right"),
                order);
        String key = get("/v1/payments/" + order).body().path("paymentKey").asString();
        WebhookSender genuine = WebhookSender.tossStatus(order, key, "DONE");
        assertThat(deliver(genuine)).isEqualTo(200);
        List<IntFunction<WebhookSender>> forgers = new ArrayList<>();
        forgers.addAll(Forgeries.ofPortone(order, other));
        forgers.addAll(Forgeries.ofToss(order, other, ofPortone, key, genuine));
        List<String> before = quietDump(order, other, ofPortone);
        double countedBefore = rejected();

        var random = new Random(20_261_121);
        for (int i = 0; i < 1_000; i++) {
            int seed = random.nextInt(1 << 20);
            int forger = i % forgers.size();
            int status = deliver(forgers.get(forger).apply(seed));
            assertThat(status).as("forger %s, seed %s", forger, seed).isIn(400, 401);
            assertThat(securityEvents()).as("forger %s, seed %s", forger, seed).hasSize(i + 1);
        }

        assertThat(dump(order, other, ofPortone)).isEqualTo(before);
        assertThat(rejected() - countedBefore).isEqualTo(1_000);
        assertThat(String.join("\n", securityEvents())).doesNotContain("whsec_", "ps_test_", "telltale", order);
        assertThat(status(order)).isEqualTo("SUCCESS");
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1");
    }

    @Test
    void whyAWebhookIsNotBelievedIsNotTold() {
        HttpResponse<String> forged = exchange(
                http,
                WebhookSender.portone("Transaction.Paid", newOrder())
                        .body("{}".getBytes(UTF_8))
                        .request(uri("/")));
        HttpResponse<String> old = exchange(
                http,
                WebhookSender.portone(
                                "whk-late",
                                Signed.SECRET,
                                Instant.now().getEpochSecond() - 301,
                                "Transaction.Paid",
                                newOrder())
                        .request(uri("/")));

        assertThat(forged.statusCode()).isEqualTo(401);
        assertThat(forged.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(JSON.readTree(forged.body()).path("type").asString())
                .isEqualTo("urn:paysaga:problem:webhook-rejected");
        assertThat(old.body()).isEqualTo(forged.body());
        assertThat(securityEvents())
                .containsExactly(
                        "A webhook was rejected: psp=PORTONE source=127.0.0.1 reason=SIGNATURE",
                        "A webhook was rejected: psp=PORTONE source=127.0.0.1 reason=TIMESTAMP");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        assertThat(deliver(WebhookSender.portone("Transaction.Paid", newOrder()).body(new byte[70_000])))
                .isEqualTo(413);
    }

    private double rejected() {
        return meters.find("paysaga.webhooks").tag("outcome", "rejected").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private int deliver(WebhookSender webhook) {
        return exchange(http, webhook.request(uri("/"))).statusCode();
    }

    private List<String> stored(String order) {
        return rows.query(
                "SELECT CONCAT(psp, ' ', type, ' ', verification) FROM payment.webhook WHERE order_id = ? ORDER BY id",
                (row, _) -> row.getString(1),
                order);
    }

    /** Once everything that was received has been looked into. */
    private List<String> quietDump(String... orders) {
        await("nothing waits")
                .atMost(SOON)
                .until(() -> count("SELECT COUNT(*) FROM payment.webhook WHERE status = 'RECEIVED'") == 0);
        return dump(orders);
    }

    private int count(String sql) {
        Integer count = rows.queryForObject(sql, Integer.class);
        return count == null ? 0 : count;
    }

    /** Every webhook, and every row of the schema that is about the orders. */
    private List<String> dump(String... orders) {
        String in = "('" + String.join("', '", orders) + "')";
        String ofPayments =
                " WHERE payment_event_id IN (SELECT id FROM payment.payment_event WHERE order_id IN " + in + ")";
        List<String> dump = new ArrayList<>(rowsOf("webhook", ""));
        Stream.of("payment_event", "manual_case", "inbox", "parked_message")
                .forEach(table -> dump.addAll(rowsOf(table, " WHERE order_id IN " + in)));
        Stream.of("payment_order", "payment_attempt", "cancellation")
                .forEach(table -> dump.addAll(rowsOf(table, ofPayments)));
        dump.addAll(rowsOf("outbox", " WHERE aggregateid IN " + in));
        return dump;
    }

    private List<String> rowsOf(String table, String where) {
        return rows.queryForList("SELECT * FROM payment." + table + where).stream()
                .map(row -> table + " " + row)
                .toList();
    }
}
