package dev.paysaga.payment.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.events.Psp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Money goes back: what was asked for, once, and never more than there is. */
class CancelTest extends RunningService {

    @Autowired
    private ResolveAttempts resolveAttempts;

    @Test
    void everythingThatIsLeftGoesBackAndIsDoneWhenBooksAndWalletsFollow() {
        String order = paid(39_000, 12_000);

        Answer answer = cancel(order);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("status").asString()).isEqualTo("SUCCESS");
        assertThat(answer.body().path("amount").asLong()).isEqualTo(51_000);
        assertThat(answer.body().path("requestedBy").asString()).isEqualTo("OPERATOR");
        assertThat(answer.body().path("parts").size()).isEqualTo(2);
        assertThat(provider.canceledAmount(order)).isEqualTo(51_000);
        assertThat(payment(order).path("remainingAmount").asLong()).isZero();
        long id = answer.body().path("cancellationId").asLong();

        ledgerRecords(order);
        walletsAreCredited(order);
        walletsAreDebited(order, id);
        ledgerReverses(order, id);
        await("done")
                .atMost(SOON)
                .until(() -> first(order).path("isCancellationDone").asBoolean());
        assertThat(outbox(order))
                .containsExactly(
                        "paysaga.payment.approved.v1 1",
                        "paysaga.payment.canceled.v1 2",
                        "paysaga.payment.completed.v1 3",
                        "paysaga.payment.cancellation-completed.v1 4");
        assertThat(completed(order).path("remainingAmount").asLong()).isZero();
    }

    @Test
    void toWantAllThatIsLeftOnceMoreIsTheSameCancel() {
        String order = paid(5_000);

        JsonNode first = cancel(order).body();
        Answer second = cancel(order);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first);
        assertThat(provider.cancels(order)).isEqualTo(1);
    }

    @Test
    void twoPartsAndThenTheRestLeaveNothingWhateverTheProviderCallsIt() {
        String order = paid(39_000, 12_000);

        assertThat(cancel(order, "part-0001", "\"amount\":10000").status()).isEqualTo(200);
        assertThat(cancel(order, "part-0002", "\"sellerId\":\"seller-1\",\"amount\":2000")
                        .status())
                .isEqualTo(200);
        assertThat(cancel(order).status()).isEqualTo(200);

        assertThat(cancels(order)).containsExactly("10000 SUCCESS", "2000 SUCCESS", "39000 SUCCESS");
        assertThat(payment(order).path("remainingAmount").asLong()).isZero();
        assertThat(provider.canceledAmount(order)).isEqualTo(51_000);
        assertThat(paymentOrders(order)).containsExactly("39000/39000", "12000/12000");
        Answer over = cancel(order, "part-0003", "\"amount\":1");
        assertThat(over.status()).isEqualTo(409);
        assertThat(over.body().path("type").asString()).isEqualTo("urn:paysaga:problem:nothing-to-cancel");
    }

    @Test
    void theSameKeyIsTheSameCancelAndAnotherBodyUnderItIsRefused() {
        String order = paid(8_000);

        Answer first = cancel(order, "same-key-1", "\"amount\":3000");
        Answer again = cancel(order, "\"same-key-1\"", "\"amount\":3000");
        Answer other = cancel(order, "same-key-1", "\"amount\":3001");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.body().path("type").asString()).isEqualTo("urn:paysaga:problem:idempotency-key-reused");
        assertThat(provider.canceledAmount(order)).isEqualTo(3_000);
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "part-0001 | \"amount\":8001 | 409 | exceeds-remaining | amount",
                "part-0001 | \"amount\":0 | 400 | invalid-request | amount",
                "part-0001 | \"amount\":-5 | 400 | invalid-request | amount",
                "part-0001 | \"sellerId\":\"seller-9\" | 400 | invalid-request | sellerId",
                "short | \"amount\":1 | 400 | invalid-request | Idempotency-Key",
                "part-0001 | \"refundAccount\":{\"bank\":\"88\",\"accountNumber\":\"12a\",\"holderName\":\"B\"} | 400 | invalid-request | refundAccount.accountNumber"
            })
    void whatCannotBeIsRefusedWithTheFieldThatIsWrong(String key, String body, int status, String type, String field) {
        String order = paid(8_000);

        Answer answer = cancel(order, key, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("type").asString()).isEqualTo("urn:paysaga:problem:" + type);
        assertThat(answer.body().path("errors").path(0).path("field").asString())
                .isEqualTo(field);
        assertThat(provider.cancels(order)).isZero();
        assertThat(cancels(order)).isEmpty();
    }

    @Test
    void aPartNeedsAKeyAndAnUnpaidOrderHasNothingToCancel() {
        String order = checkedOut(8_000);

        assertThat(send("/v1/payments/" + order + "/cancel", "{\"reason\":\"r\",\"amount\":1}")
                        .status())
                .isEqualTo(400);
        assertThat(cancel(order).status()).isEqualTo(409);
        assertThat(cancel("ord_never_heard_of_it").status()).isEqualTo(404);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "F03, our key is refused for a while",
        "F04, given back but the answer is lost",
        "F05, no answer and nothing done",
        "F07, an error before anything is done",
        "F08, an error after the money went back",
        "F09, a temporary error that stays with its key",
        "F16, a page of some proxy",
        "F17, too many requests"
    })
    void whateverTheProviderDoesTheMoneyGoesBackOnce(String fault, String story) {
        String order = paid(9_000);
        provider.will(order, "cancel", fault, 1);

        Answer answer = cancel(order, "lost-0001", "\"amount\":4000");

        assertThat(answer.status()).as(story).isEqualTo(202);
        await(story).atMost(SOON).until(() -> cancels(order), List.of("4000 SUCCESS")::equals);
        assertThat(provider.canceledAmount(order)).isEqualTo(4_000);
        assertThat(provider.cancels(order)).isEqualTo(1);
        assertThat(cancel(order, "lost-0001", "\"amount\":4000").status()).isEqualTo(200);
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1", "paysaga.payment.canceled.v1 2");
    }

    @Test
    void aLostAnswerIsAskedForUnderTheSameKey() {
        String order = paid(9_100);
        provider.will(order, "cancel", "F05", 2);

        cancel(order);
        await("canceled").atMost(SOON).until(() -> cancels(order), List.of("9100 SUCCESS")::equals);

        assertThat(provider.cancelKeys(order).size()).isGreaterThan(1);
        assertThat(Set.copyOf(provider.cancelKeys(order))).hasSize(1);
    }

    @Test
    void theNextCancelWaitsUntilTheEndOfTheOneBeforeIsKnown() {
        String order = paid(9_200);
        provider.will(order, "cancel", "F04", 1);

        assertThat(cancel(order, "first-01", "\"amount\":200").status()).isEqualTo(202);
        assertThat(cancel(order, "second-1", "\"amount\":9000").status()).isEqualTo(202);
        assertThat(cancels(order).getFirst()).isNotEqualTo("200 SUCCESS");
        assertThat(cancels(order).getLast()).isEqualTo("9000 NOT_STARTED");

        await("both").atMost(SOON).until(() -> cancels(order), List.of("200 SUCCESS", "9000 SUCCESS")::equals);
        assertThat(provider.canceledAmount(order)).isEqualTo(9_200);
    }

    @Test
    void aRefusalForGoodIsForAHumanAndItsMoneyIsFreeForAnotherCancel() {
        String order = paid(9_300);
        provider.will(order, "cancel", "C07", 1);

        Answer answer = cancel(order, "late-001", "\"amount\":300");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("status").asString()).isEqualTo("FAILURE");
        assertThat(answer.body().path("failure").path("code").asString()).isEqualTo("EXCEED_MAX_REFUND_DUE");
        assertThat(openCases(order)).containsExactly("CANCEL_FAILED");
        assertThat(payment(order).path("remainingAmount").asLong()).isEqualTo(9_300);

        assertThat(cancel(order).body().path("amount").asLong()).isEqualTo(9_300);
        assertThat(openCases(order)).isEmpty();
    }

    @Test
    void aRefusalOfARepeatedCancelIsBelievedOnlyAfterALook() {
        String order = paid(9_400);
        provider.will(order, "cancel", "F07", 1);
        provider.will(order, "cancel", "C07", 1);

        assertThat(cancel(order).status()).isEqualTo(202);

        await("refused").atMost(SOON).until(() -> cancels(order), List.of("9400 FAILURE")::equals);
        List<String> requests = provider.requests(order);
        assertThat(requests.getLast()).as("the last request is a look").startsWith("GET");
        assertThat(openCases(order)).containsExactly("CANCEL_FAILED");
    }

    @Test
    void moneyThatSomebodyElseGaveBackIsNotGivenBackAgain() {
        String order = checkedOut(9_500);
        String paymentKey = provider.pay(order, 9_500);
        confirm(order, paymentKey, 9_500);
        provider.cancelInConsole(paymentKey, 1_500);

        cancel(order, "ours-001", "\"amount\":2000");

        await("a human").atMost(SOON).until(() -> openCases(order), List.of("PROVIDER_CONTRADICTS")::equals);
        assertThat(provider.canceledAmount(order)).isEqualTo(1_500);
        assertThat(cancels(order)).noneMatch(cancel -> cancel.endsWith("SUCCESS"));
    }

    @Test
    void aCancelThatBooksAndWalletsDoNotFollowIsAnnouncedAgainAndThenShownToAHuman() {
        String order = paid(9_600);
        ledgerRecords(order);
        walletsAreCredited(order);
        await("done")
                .atMost(SOON)
                .until(() -> payment(order).path("isPaymentDone").asBoolean());
        long id = cancel(order).body().path("cancellationId").asLong();

        await("a manual case")
                .atMost(Duration.ofSeconds(40))
                .until(() -> openCases(order), List.of("NOT_COMPLETED")::equals);
        assertThat(rows.queryForList(
                        "SELECT DISTINCT type FROM payment.outbox WHERE aggregateid = ? AND ce_repeat IS NOT NULL",
                        String.class,
                        order))
                .contains("paysaga.payment.canceled.v1");

        ledgerReverses(order, id);
        walletsAreDebited(order, id);
        await("the case closes itself").atMost(SOON).until(() -> openCases(order), List.of()::equals);
        assertThat(outbox(order)).endsWith("paysaga.payment.cancellation-completed.v1 4");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"SUCCEEDED, SUCCESS, canceled", "FAILED, FAILURE, approved"})
    void aCancelThatTheProviderTakesItsTimeForWaitsForItsEnd(String result, String status, String lastEvent) {
        String order = checkedOut(Psp.PORTONE, 9_700);
        String key = provider.pay(order, 9_700, Map.of("psp", "PORTONE"));
        assertThat(confirm(order, key, 9_700).status()).isEqualTo(200);
        provider.will(order, "cancel", "C06", 1);

        assertThat(cancel(order).status()).isEqualTo(202);
        resolveAttempts.soon(order);
        assertThat(provider.cancels(order)).isZero();
        provider.settleCancel(order, result);

        await(status).atMost(SOON).until(() -> cancels(order), List.of("9700 " + status)::equals);
        assertThat(provider.cancelKeys(order)).hasSize(1);
        assertThat(outbox(order).getLast()).startsWith("paysaga.payment." + lastEvent);
    }

    private JsonNode first(String order) {
        return payment(order).path("cancellations").path(0);
    }

    private JsonNode completed(String order) {
        return JSON.readTree(rows.queryForObject(
                "SELECT payload FROM payment.outbox WHERE aggregateid = ?"
                        + " AND type = 'paysaga.payment.cancellation-completed.v1'",
                String.class,
                order));
    }

    private List<String> paymentOrders(String order) {
        return payment(order)
                .path("paymentOrders")
                .valueStream()
                .map(found -> found.path("canceledAmount").asLong() + "/"
                        + found.path("amount").asLong())
                .toList();
    }
}
