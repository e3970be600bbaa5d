package dev.paysaga.payment.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.payment.domain.CancellationStatus;
import dev.paysaga.testing.TestMysql;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Cancels that meet each other, an unresolved confirm, or a crash. */
class CancelRacesTest extends RunningService {

    private final JdbcTemplate root = new JdbcTemplate(TestMysql.root());

    @Autowired
    private CancelQueue queue;

    @Test
    void twentyPartsAtOnceNeverTakeMoreThanThereIs() throws Exception {
        String order = paid(6_000, 4_000);

        List<Future<Answer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            LongStream.range(0, 20)
                    .forEach(i -> answers.add(threads.submit(() -> cancel(order, "parallel-" + i, "\"amount\":700"))));
        }

        int taken = 0;
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).isIn(200, 202, 409);
            taken += answer.get().status() == 409 ? 0 : 1;
        }
        assertThat(taken).isEqualTo(14);
        await("all of them").atMost(SOON).until(() -> cancels(order).stream().allMatch("700 SUCCESS"::equals));
        assertThat(cancels(order)).hasSize(14);
        assertThat(provider.canceledAmount(order)).isEqualTo(9_800);
        assertThat(provider.cancels(order)).isEqualTo(14);
        assertThat(payment(order).path("remainingAmount").asLong()).isEqualTo(200);
    }

    @Test
    void twentyTimesAllThatIsLeftIsOneCancel() throws Exception {
        String order = paid(6_100);

        List<Future<Answer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            LongStream.range(0, 20).forEach(_ -> answers.add(threads.submit(() -> cancel(order))));
        }

        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).isIn(200, 202);
        }
        await("canceled").atMost(SOON).until(() -> cancels(order), List.of("6100 SUCCESS")::equals);
        assertThat(provider.cancels(order)).isEqualTo(1);
    }

    @Test
    void aCancelDuringAnUnresolvedConfirmResolvesItFirst() {
        String order = checkedOut(6_200);
        String paymentKey = provider.pay(order, 6_200);
        provider.will(order, "confirm", "F04", 1);
        assertThat(confirm(order, paymentKey, 6_200).status()).isEqualTo(202);

        Answer answer = cancel(order);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(provider.captures(order)).isEqualTo(1);
        assertThat(provider.canceledAmount(order)).isEqualTo(6_200);
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1", "paysaga.payment.canceled.v1 2");
    }

    @Test
    void aCancelWhileNobodyKnowsWhetherThereIsMoneyIsRefusedForNow() {
        String order = checkedOut(6_300);
        String paymentKey = provider.pay(order, 6_300);
        provider.will(order, "confirm", "F05", 1);
        provider.will(order, "lookup", "F16", 3);
        assertThat(confirm(order, paymentKey, 6_300).status()).isEqualTo(202);

        Answer answer = cancel(order);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("type").asString()).isEqualTo("urn:paysaga:problem:payment-unresolved");
        await("approved").atMost(SOON).until(() -> status(order), "SUCCESS"::equals);
        assertThat(cancel(order).status()).isEqualTo(200);
    }

    @Test
    void whoDiesBeforeTheCallIsTakenOverFrom() {
        String order = paid(6_400);
        lastStepOf(order, "crash-01");
        assertThat(queue.start(order)).isPresent(); // and the process is gone

        await("taken over").atMost(SOON).until(() -> cancels(order).getLast(), "400 SUCCESS"::equals);
        assertThat(provider.canceledAmount(order)).isEqualTo(401);
    }

    @Test
    void whoDiesAfterTheCallIsTakenOverFrom() {
        String order = paid(6_500);
        lastStepOf(order, "crash-02");
        CancelQueue.Call call = queue.start(order).orElseThrow();
        call.gateway().cancel(call.ref(), call.key(), call.body()); // and the process is gone

        await("taken over").atMost(SOON).until(() -> cancels(order).getLast(), "400 SUCCESS"::equals);
        assertThat(provider.canceledAmount(order)).isEqualTo(401);
        assertThat(provider.cancelKeys(order)).hasSize(2);
    }

    @Test
    void whoDiesBeforeItIsTheCancelsTurnIsTakenOverFrom() {
        String order = paid(6_600);
        lastStepOf(order, "crash-03");

        await("taken over").atMost(SOON).until(() -> cancels(order).getLast(), "400 SUCCESS"::equals);
        assertThat(provider.canceledAmount(order)).isEqualTo(401);
    }

    /** One cancel that has ended, and one that was recorded by a process which has done nothing more. */
    private void lastStepOf(String order, String key) {
        cancel(order, key, "\"amount\":1");
        root.update("INSERT INTO payment.cancellation (payment_event_id, amount, reason, requested_by, booked, status,"
                + " created_at, next_start_at) SELECT payment_event_id, 400, reason, requested_by, booked, '"
                + CancellationStatus.NOT_STARTED + "', created_at, NOW(6) + INTERVAL 1 SECOND FROM payment.cancellation"
                + " WHERE idempotency_key = '" + key + "'");
        root.update("INSERT INTO payment.cancellation_part (cancellation_id, payment_order_id, amount)"
                + " SELECT c.id, o.id, 400 FROM payment.cancellation c JOIN payment.payment_order o"
                + " ON o.payment_event_id = c.payment_event_id WHERE c.idempotency_key IS NULL AND c.payment_event_id ="
                + " (SELECT payment_event_id FROM payment.cancellation WHERE idempotency_key = '" + key + "')");
    }
}
