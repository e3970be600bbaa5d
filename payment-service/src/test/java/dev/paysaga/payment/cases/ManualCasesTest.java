package dev.paysaga.payment.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.events.Psp;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.OperationsTest;
import dev.paysaga.payment.cases.ManualCases.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What operators see of manual cases over HTTP, and what they can do. */
class ManualCasesTest extends OperationsTest {

    @Autowired
    private ManualCases cases;

    @Autowired
    private UnitOfWork unitOfWork;

    @Autowired
    private MeterRegistry meters;

    @Test
    void aCaseShowsTheHistoryOfItsOrder() {
        String order = paid(5_000);
        long id = opened(order, Kind.PROVIDER_CONTRADICTS, "Something is odd.");
        root.update(
                "INSERT INTO payment.webhook (psp, transmission_id, type, order_id, body_hash, verification, status,"
                        + " note, received_at, finished_at) VALUES ('TOSS', ?, 'PAYMENT_STATUS_CHANGED', ?, ?, 'NONE',"
                        + " 'PROCESSED', 'nothing new', NOW(6), NOW(6))",
                "whtrans_" + order,
                order,
                "0".repeat(64));

        JsonNode found = get("/v1/manual-cases/" + id).body();

        assertThat(found.path("orderId").asString()).isEqualTo(order);
        assertThat(found.path("kind").asString()).isEqualTo("PROVIDER_CONTRADICTS");
        assertThat(found.path("status").asString()).isEqualTo("OPEN");
        assertThat(found.path("payment").path("status").asString()).isEqualTo("SUCCESS");
        assertThat(found.path("attempts").get(0).path("operation").asString()).isEqualTo("CONFIRM");
        assertThat(found.path("attempts").get(0).path("answer").asString()).isEqualTo("approved");
        assertThat(found.path("webhooks").get(0).path("note").asString()).isEqualTo("nothing new");
        assertThat(found.toString()).doesNotContain("idempotency", "request_body", "requestBody");
    }

    @Test
    void theListIsFilteredAndPaged() {
        String order = newOrder();
        long first = opened(order, Kind.RECONCILIATION, "one");
        long second = opened(order, Kind.OUTCOME_UNKNOWN, "two");
        opened(newOrder(), Kind.OUTCOME_UNKNOWN, "another order");

        assertThat(ids("?orderId=" + order)).containsExactly(first, second);
        assertThat(ids("?orderId=" + order + "&limit=1")).containsExactly(first);
        assertThat(ids("?orderId=" + order + "&after=" + first)).containsExactly(second);
        assertThat(ids("?orderId=" + order + "&status=CLOSED")).isEmpty();
        assertThat(get("/v1/manual-cases?limit=501").status()).isEqualTo(400);
        assertThat(get("/v1/manual-cases?status=LOST").status()).isEqualTo(400);
    }

    @ParameterizedTest(name = "{0} of an order that is {1}: {2}")
    @CsvSource({
        "OUTCOME_UNKNOWN,      unknown here, resolve",
        "RECONCILIATION,       unknown here, resolve",
        "RECONCILIATION,       paid,         look-up resolve",
        "DEPOSIT_TAKEN_BACK,   paid,         look-up resolve",
        "NOT_COMPLETED,        paid,         look-up retry resolve",
        "PROVIDER_CONTRADICTS, paid,         look-up cancel-at-provider resolve",
        "PROVIDER_CONTRADICTS, not begun,    look-up resolve",
        "CANCEL_FAILED,        paid,         look-up retry cancel-at-provider resolve",
        "NOT_COMPLETED,        not begun,    look-up resolve"
    })
    void theActionsAreThoseThatMakeSenseNow(Kind kind, String state, String actions) {
        String order = switch (state) {
            case "paid" -> paid(5_000);
            case "not begun" -> checkedOut(Psp.TOSS, 5_000);
            default -> newOrder();
        };
        long id = opened(order, kind, "odd");

        List<String> expected = List.of(actions.split(" "));
        assertThat(actions(get("/v1/manual-cases/" + id).body())).containsExactlyElementsOf(expected);
        assertThat(actions(get("/v1/manual-cases?orderId=" + order).body().get(0)))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void aCaseIsClosedWithItsReasonAndStaysSoUntilItIsFoundAnew() {
        String order = newOrder();
        long id = opened(order, Kind.RECONCILIATION, "odd");

        Answer closed = act(id, "resolve", "Kim Minji", "Settled with the provider by phone.");

        assertThat(closed.status()).isEqualTo(200);
        assertThat(closed.body().path("status").asString()).isEqualTo("CLOSED");
        assertThat(closed.body().path("actions")).isEmpty();
        JsonNode taken = closed.body().path("actionsTaken").get(0);
        assertThat(taken.path("by").asString()).isEqualTo("Kim Minji");
        assertThat(taken.path("reason").asString()).isEqualTo("Settled with the provider by phone.");
        assertThat(taken.path("result").asString()).isEqualTo("Closed.");
        assertThat(ids("?orderId=" + order)).isEmpty();
        assertThat(act(id, "look-up", "Kim Minji", "once more").status()).isEqualTo(409);

        unitOfWork.run(() -> cases.open(order, Kind.RECONCILIATION, "odd again"));

        assertThat(ids("?orderId=" + order)).containsExactly(id);
        assertThat(get("/v1/manual-cases/" + id).body().path("actionsTaken")).hasSize(1);
    }

    @Test
    void operatorsWhoCloseACaseAtOnceCloseItOnceAndAreAllRecorded() throws Exception {
        long id = opened(newOrder(), Kind.RECONCILIATION, "odd");
        List<Future<Answer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                String by = "operator " + i;
                answers.add(threads.submit(() -> act(id, "resolve", by, "done")));
            }
        }

        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
        }
        List<String> results = get("/v1/manual-cases/" + id)
                .body()
                .path("actionsTaken")
                .valueStream()
                .map(taken -> taken.path("result").asString())
                .toList();
        assertThat(results).hasSize(8).containsOnlyOnce("Closed.");
    }

    @Test
    void tryingAgainMakesWhatWaitsDueNow() {
        String order = paid(5_000);
        long id = opened(order, Kind.NOT_COMPLETED, "odd");

        Answer answer = act(id, "retry", "Kim Minji", "The ledger is back.");

        assertThat(answer.status()).isEqualTo(200);
        await("the approval is announced once more")
                .atMost(SOON)
                .until(() -> rows.queryForList(
                                        "SELECT ce_repeat FROM payment.outbox WHERE aggregateid = ? AND ce_repeat IS NOT NULL",
                                        order)
                                .size()
                        == 1);
    }

    @Test
    void whatIsLeftOfAPaymentGoesBackOnceHoweverManyOperatorsWantIt() throws Exception {
        String order = paid(5_000);
        long id = opened(order, Kind.PROVIDER_CONTRADICTS, "odd");

        List<Integer> statuses = atOnce(id, "cancel-at-provider");

        assertThat(statuses).contains(200).isSubsetOf(200, 409);
        await("it has gone back").atMost(SOON).until(() -> provider.canceledAmount(order) == 5_000);
        assertThat(provider.cancels(order)).isEqualTo(1);
        JsonNode found = get("/v1/manual-cases/" + id).body();
        assertThat(actions(found)).doesNotContain("cancel-at-provider");
        assertThat(found.path("cancellations")).hasSize(1);
        assertThat(found.path("cancellations").get(0).path("requestedBy").asString())
                .isEqualTo("OPERATOR");
    }

    @Test
    void moneyOfARefusedPaymentIsFoundByALookAndGoesBackOnce() throws Exception {
        String order = checkedOut(Psp.TOSS, 5_000);
        String key = provider.pay(order, 5_000);
        refused(order, key);
        provider.confirmBehindOurBack(order, key, 5_000);
        long first = opened(order, Kind.RECONCILIATION, "odd");

        assertThat(act(first, "look-up", "Kim", "The buyer has called.").status())
                .isEqualTo(200);

        JsonNode contradiction = get("/v1/manual-cases?orderId=" + order)
                .body()
                .valueStream()
                .filter(found -> found.path("kind").asString().equals("PROVIDER_CONTRADICTS"))
                .findFirst()
                .orElseThrow();
        assertThat(actions(contradiction)).contains("cancel-at-provider");
        assertThat(atOnce(contradiction.path("id").asLong(), "cancel-at-provider"))
                .contains(200)
                .isSubsetOf(200, 409);
        await("it has gone back").atMost(SOON).until(() -> provider.canceledAmount(order) == 5_000);
        assertThat(provider.cancels(order)).isEqualTo(1);
        assertThat(status(order)).isEqualTo("FAILURE");
        assertThat(outbox(order)).isEmpty();
    }

    /** As if the provider had refused it once. */
    private void refused(String order, String key) {
        root.update(
                "UPDATE payment.payment_event e JOIN payment.payment_order o ON o.payment_event_id = e.id"
                        + " SET e.payment_key = ?, e.failure_code = 'REJECT_CARD_PAYMENT', e.failure_message = 'refused',"
                        + " o.payment_order_status = 'FAILURE' WHERE e.order_id = ?",
                key,
                order);
    }

    private List<Integer> atOnce(long id, String action) throws Exception {
        List<Future<Answer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                String by = "operator " + i;
                answers.add(threads.submit(() -> act(id, action, by, "The buyer has called.")));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Answer> answer : answers) {
            statuses.add(answer.get().status());
        }
        return statuses;
    }

    @ParameterizedTest(name = "{0} by {1} because of {2}: {3}")
    @CsvSource({
        "resolve,  Kim, '',      400",
        "resolve,  '',  settled, 400",
        "resolve,  ' ', settled, 400",
        "explode,  Kim, settled, 404",
        "retry,    Kim, settled, 409"
    })
    void whatMakesNoSenseIsRefused(String action, String by, String reason, int status) {
        long id = opened(newOrder(), Kind.RECONCILIATION, "odd");

        assertThat(act(id, action, by, reason).status()).isEqualTo(status);
        assertThat(get("/v1/manual-cases/" + id).body().path("actionsTaken")).isEmpty();
    }

    @Test
    void aCaseThatIsNotThereIsNotFound() {
        assertThat(get("/v1/manual-cases/999999999").status()).isEqualTo(404);
        assertThat(act(999_999_999, "resolve", "Kim", "settled").status()).isEqualTo(404);
    }

    @Test
    void openCasesAreCountedByKind() {
        opened(newOrder(), Kind.DEPOSIT_TAKEN_BACK, "odd");
        Integer open = rows.queryForObject(
                "SELECT COUNT(*) FROM payment.manual_case WHERE status = 'OPEN' AND kind = 'DEPOSIT_TAKEN_BACK'",
                Integer.class);

        await("the gauge follows")
                .atMost(SOON)
                .until(
                        () -> meters.get("paysaga.manual.cases.open")
                                .tag("kind", "DEPOSIT_TAKEN_BACK")
                                .gauge()
                                .value(),
                        value -> open != null && value.intValue() == open);
    }

    private long opened(String order, Kind kind, String reason) {
        unitOfWork.run(() -> cases.open(order, kind, reason));
        Long id = rows.queryForObject(
                "SELECT id FROM payment.manual_case WHERE order_id = ? AND kind = ?", Long.class, order, kind.name());
        if (id == null) {
            throw new AssertionError("The case is not there");
        }
        return id;
    }

    private Answer act(long id, String action, String by, String reason) {
        return post("/v1/manual-cases/" + id + "/" + action, Map.of("by", by, "reason", reason));
    }

    private List<Long> ids(String query) {
        return get("/v1/manual-cases" + query)
                .body()
                .valueStream()
                .map(found -> found.path("id").asLong())
                .toList();
    }

    private static List<String> actions(JsonNode found) {
        return found.path("actions").valueStream().map(JsonNode::asString).toList();
    }
}
