package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.system.Http.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Money goes back: never more than came, never twice, and everybody hears of it, whoever is down meanwhile. */
class CancelIT extends RunningSuite {

    @ParameterizedTest
    @ValueSource(strings = {"TOSS", "PORTONE"})
    void ofTwentyPartialCancelsAtOnceAsManyAreMadeAsTheMoneyIsEnoughFor(String psp) throws Exception {
        Play paid = play(psp).isPaid().isCompleted();

        List<Answer> answers = Load.run(20, 20, () -> cancelOnce(paid, 5_000));

        List<JsonNode> taken =
                answers.stream().filter(Answer::isOk).map(Answer::body).toList();
        assertThat(taken).as("of 51,000").hasSize(10);
        assertThat(answers).filteredOn(answer -> !answer.isOk()).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.text()).contains("exceeds-remaining");
        });
        assertThat(taken)
                .allSatisfy(cancel -> assertThat(operator.awaitEnd(
                                        paid.orderId(),
                                        cancel.path("cancellationId").asLong(),
                                        AFTER_FAULTS)
                                .path("status")
                                .asString())
                        .isEqualTo("SUCCESS"));
        JsonNode truth = paid.order().truth();
        assertThat(truth.path("canceledAmount").asLong()).isEqualTo(50_000);
        assertThat(truth.path("cancels").asLong()).isEqualTo(10);
        assertThat(operator.payment(paid.orderId()).path("remainingAmount").asLong())
                .isEqualTo(1_000);
    }

    @Test
    void partialCancelsThatRaceTheCompletionOfThePaymentAreAllMade() throws Exception {
        Play paid = play("TOSS").isPaid();

        List<Answer> answers = Load.run(20, 20, () -> cancelOnce(paid, 2_000));

        assertThat(answers).allMatch(Answer::isOk);
        paid.isCompleted();
        assertThat(answers)
                .allSatisfy(answer -> operator.awaitEnd(
                        paid.orderId(), answer.body().path("cancellationId").asLong(), AFTER_FAULTS));
        assertThat(paid.order().truth().path("canceledAmount").asLong()).isEqualTo(40_000);
    }

    @Test
    void theSameCancelTwentyTimesIsOneCancel() throws Exception {
        Play paid = play("TOSS").isPaid().isCompleted();
        String key = UUID.randomUUID().toString();

        List<Answer> answers = Load.run(20, 20, () -> operator.tryCancel(paid.orderId(), key, Map.of("amount", 2_000)));

        assertThat(answers)
                .filteredOn(Answer::isOk)
                .extracting(answer -> answer.body().path("cancellationId").asLong())
                .isNotEmpty()
                .containsOnly(answers.stream()
                        .filter(Answer::isOk)
                        .findFirst()
                        .orElseThrow()
                        .body()
                        .path("cancellationId")
                        .asLong());
        assertThat(answers).filteredOn(answer -> !answer.isOk()).allMatch(answer -> answer.status() == 409);
        assertThat(operator.tryCancel(paid.orderId(), key, Map.of("amount", 3_000))
                        .status())
                .as("another cancel under the same key")
                .isEqualTo(422);
        operator.cancels(paid.orderId(), Map.of());
        paid.isGivenBack(2);
    }

    @Test
    void moneyCanGoBackBeforeTheBooksHaveHeardThatItCame() {
        suite.stop("ledger");
        Play paid = play("TOSS").isPaid();
        assertThat(paid.order().status()).isEqualTo("SUCCESS");

        JsonNode cancel = paid.asksToCancel();

        assertThat(cancel.path("status").asString()).isEqualTo("SUCCESS");
        assertThat(cancel.path("isCancellationDone").asBoolean()).isFalse();
        suite.start("ledger");
        paid.isGivenBack(1);
    }

    @Test
    void aBuyerMayCancelUntilTheSellersHaveTheirMoneyAndThenNoMore() throws Exception {
        suite.stop("wallet");
        Play early = play("PORTONE").isPaid();
        assertThat(early.order().tryCancel().isOk()).isTrue();
        suite.start("wallet");
        early.isGivenBack(1);

        Play late = play("PORTONE").isPaid().isCompleted();
        Answer refused = late.order().tryCancel();

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("cancel-not-allowed");
        late.isCompleted();
    }

    @Test
    void anOrderThatIsGivenUpBeforeItIsPaidTakesNoMoney() throws Exception {
        Play given = play("TOSS");
        given.order().pays();

        assertThat(given.order().tryCancel().isOk()).isTrue();

        assertThat(given.order().status()).isEqualTo("CANCEL");
        assertThat(given.order().tryConfirm(given.order().amount()).status()).isBetween(400, 499);
        assertThat(given.order().truth().path("captures").asLong()).isZero();
    }

    @Test
    void operatorsWhoTryARefusedCancelAgainAtOnceGiveTheMoneyBackOnce() throws Exception {
        Play refused = play("TOSS").isPaid().isCompleted().with("cancel", "C07");
        refused.asksToCancel();
        refused.asksAHuman("CANCEL_FAILED");
        long id = operator.cases(refused.orderId()).getFirst().path("id").asLong();

        List<Answer> answers = Load.run(8, 8, () -> operator.acts(id, "cancel-at-provider"));

        assertThat(answers).anyMatch(Answer::isOk).noneMatch(answer -> answer.status() >= 500);
        refused.isGivenBack(1);
        operator.acts(id, "cancel-at-provider");
        refused.isGivenBack(1);
    }

    private Play play(String psp) {
        return new Play(buyer.with(psp), operator, provider, books);
    }

    private Answer cancelOnce(Play paid, long amount) throws java.io.IOException {
        return operator.tryCancel(paid.orderId(), UUID.randomUUID().toString(), Map.of("amount", amount));
    }
}
