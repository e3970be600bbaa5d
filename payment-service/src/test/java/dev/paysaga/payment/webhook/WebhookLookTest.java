package dev.paysaga.payment.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.events.Psp;
import dev.paysaga.payment.OperationsTest;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from webhooks: the provider is asked, and only its answer counts. */
class WebhookLookTest extends OperationsTest {

    private final HttpClient http = client("127.0.0.1");

    /** W01: the same again, and the same news under another id. */
    @Test
    void newsOfAnApprovalThatIsKnownChangesNothingHoweverOftenItComes() {
        String order = checkedOut(Psp.TOSS, 5_000);
        String key = provider.pay(order, 5_000);
        assertThat(confirm(order, key, 5_000).status()).isEqualTo(200);
        WebhookSender webhook = WebhookSender.tossStatus(order, key, "DONE");

        Stream.of(webhook, webhook, WebhookSender.tossStatus(order, key, "DONE"))
                .forEach(one -> assertThat(deliver(one)).isEqualTo(200));

        awaitProcessed(order, 2);
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1");
        assertThat(provider.captures(order)).isEqualTo(1);
        assertThat(openCases(order)).isEmpty();
    }

    /** W02: the news says what the provider does not. */
    @ParameterizedTest
    @ValueSource(strings = {"CANCELED", "ABORTED", "EXPIRED", "PARTIAL_CANCELED", "SOMETHING_NEW"})
    void newsThatTheProviderDoesNotConfirmChangesNothing(String status) {
        String order = checkedOut(Psp.TOSS, 5_000);
        String key = provider.pay(order, 5_000);
        assertThat(confirm(order, key, 5_000).status()).isEqualTo(200);

        assertThat(deliver(WebhookSender.tossStatus(order, key, status))).isEqualTo(200);

        awaitProcessed(order, 1);
        assertThat(status(order)).isEqualTo("SUCCESS");
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1");
        assertThat(openCases(order)).isEmpty();
    }

    /** W02, W08: news of the approval, days late, after the money went back. */
    @Test
    void lateNewsOfAnApprovalDoesNotBringCanceledMoneyBack() {
        String order = checkedOut(Psp.TOSS, 5_000);
        String key = provider.pay(order, 5_000);
        assertThat(confirm(order, key, 5_000).status()).isEqualTo(200);
        assertThat(deliver(WebhookSender.tossStatus(order, key, "DONE"))).isEqualTo(200);
        assertThat(post("/v1/payments/" + order + "/cancel", Map.of("reason", "changed my mind"))
                        .status())
                .isEqualTo(200);
        List<String> before = outbox(order);

        assertThat(deliver(WebhookSender.tossStatus(order, key, "CANCELED"))).isEqualTo(200);
        assertThat(deliver(WebhookSender.tossStatus(order, key, "DONE"))).isEqualTo(200);

        awaitProcessed(order, 3);
        assertThat(outbox(order)).isEqualTo(before);
        assertThat(provider.captures(order)).isEqualTo(1);
        assertThat(provider.canceledAmount(order)).isEqualTo(5_000);
        assertThat(openCases(order)).isEmpty();
    }

    /** W03: the provider tells before it answers. */
    @Test
    void newsThatComesBeforeTheAnswerToTheConfirmLeadsToTheSameEnd() {
        String order = checkedOut(Psp.TOSS, 5_000);
        String key = provider.pay(order, 5_000);
        provider.will(order, "confirm", "F04", 1);
        var answer = CompletableFuture.supplyAsync(() -> confirm(order, key, 5_000));
        await("the money is taken").atMost(SOON).until(() -> provider.captures(order) == 1);

        assertThat(deliver(WebhookSender.tossStatus(order, key, "DONE"))).isEqualTo(200);

        await("the approval is recorded").atMost(SOON).until(() -> status(order), "SUCCESS"::equals);
        assertThat(answer.join().status()).isIn(200, 202);
        awaitProcessed(order, 1);
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1");
        assertThat(provider.captures(order)).isEqualTo(1);
    }

    /** W04: nobody tells. */
    @Test
    void withoutAnyNewsThePaymentEndsAllTheSame() {
        String order = checkedOut(Psp.TOSS, 5_000);
        provider.will(order, "confirm", "F04", 1);
        confirm(order, provider.pay(order, 5_000), 5_000);

        await("it is found by asking").atMost(SOON).until(() -> status(order), "SUCCESS"::equals);

        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1");
    }

    @Test
    void newsOfAnOrderWhoseCheckoutIsStillOnItsWayIsLookedIntoWhenItHasArrived() {
        String order = newOrder();
        assertThat(deliver(WebhookSender.portone("Transaction.Ready", order))).isEqualTo(200);
        assertThat(statuses(order)).containsExactly("RECEIVED");

        arrives(order, Psp.TOSS, 5_000);

        awaitProcessed(order, 1);
    }

    @Test
    void newsOfAnOrderThatNeverComesIsLookedIntoAFewTimesAndThenIgnored() {
        String order = newOrder();
        assertThat(deliver(WebhookSender.portone("Transaction.Paid", order))).isEqualTo(200);
        assertThat(rows.queryForList("SELECT status FROM payment.webhook WHERE order_id = ?", String.class, order))
                .containsExactly("RECEIVED");
        await("it is ignored")
                .atMost(SOON)
                .until(
                        () -> rows.queryForList(
                                "SELECT CONCAT(status, ' ', tries) FROM payment.webhook WHERE order_id = ?",
                                String.class,
                                order),
                        List.of("IGNORED 4")::equals);
    }

    @Test
    void aProviderThatDoesNotAnswerIsAskedAFewTimes() {
        String order = checkedOut(Psp.TOSS, 5_000);
        String key = provider.pay(order, 5_000);
        assertThat(confirm(order, key, 5_000).status()).isEqualTo(200);
        provider.will(order, "lookup", "F07", 50);

        assertThat(deliver(WebhookSender.tossStatus(order, key, "DONE"))).isEqualTo(200);

        await("it is given up").atMost(SOON).until(() -> statuses(order), List.of("GIVEN_UP")::equals);
        assertThat(status(order)).isEqualTo("SUCCESS");
    }

    /** A process that died after storing, and one that died while it asked. */
    @Test
    void whatAnInstanceLeftHalfWayIsTakenUpByAnother() {
        String order = paid(5_000);
        Instant longAgo = Instant.now().minus(Duration.ofMinutes(5));
        for (int tries : new int[] {0, 1}) {
            root.update(
                    "INSERT INTO payment.webhook (psp, transmission_id, type, order_id, body_hash, verification, status,"
                            + " tries, received_at, next_try_at) VALUES ('TOSS', ?, 'PAYMENT_STATUS_CHANGED', ?, ?,"
                            + " 'NONE', 'RECEIVED', ?, ?, ?)",
                    "whtrans_" + UUID.randomUUID(),
                    order,
                    "0".repeat(64),
                    tries,
                    java.sql.Timestamp.from(longAgo),
                    java.sql.Timestamp.from(longAgo));
        }

        awaitProcessed(order, 2);
    }

    /** F18: a deposit comes, and Toss tells it in two ways. */
    @Test
    void aDepositIsToldInTwoWaysAndIsOneApproval() {
        String order = checkedOut(Psp.TOSS, 5_000);
        String key = provider.pay(order, 5_000, Map.of("psp", "TOSS", "method", "VIRTUAL_ACCOUNT"));
        assertThat(confirm(order, key, 5_000).status()).isEqualTo(202);
        assertThat(deliver(WebhookSender.tossDeposit(order, "ps_test_not_the_secret", "DONE")))
                .isEqualTo(401);
        assertThat(outbox(order)).doesNotContain("paysaga.payment.approved.v1");
        provider.deposit(order);

        assertThat(deliver(WebhookSender.tossStatus(order, key, "DONE"))).isEqualTo(200);
        assertThat(deliver(WebhookSender.tossStatus(order, key, "DONE"))).isEqualTo(200);

        await("the deposit is known").atMost(SOON).until(() -> status(order), "SUCCESS"::equals);
        awaitProcessed(order, 2);
        assertThat(outbox(order)).containsOnlyOnce("paysaga.payment.approved.v1");
    }

    private void awaitProcessed(String order, int count) {
        await("the news is looked into")
                .atMost(SOON)
                .until(() -> statuses(order), java.util.Collections.nCopies(count, "PROCESSED")::equals);
    }

    private List<String> statuses(String order) {
        return rows.query("SELECT status FROM payment.webhook WHERE order_id = ?", (row, _) -> row.getString(1), order);
    }

    private List<String> openCases(String order) {
        return get("/v1/manual-cases?orderId=" + order)
                .body()
                .valueStream()
                .map(found -> found.path("kind").asString())
                .toList();
    }

    private int deliver(WebhookSender webhook) {
        return exchange(http, webhook.request(uri("/"))).statusCode();
    }
}
