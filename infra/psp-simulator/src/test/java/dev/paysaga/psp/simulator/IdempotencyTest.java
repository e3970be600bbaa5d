package dev.paysaga.psp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdempotencyTest extends SimulatorTest {

    @Test
    void aRepeatGetsTheSameBytesAndTheFirstTraceId() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        Merchant.Answered first = merchant.confirm(paymentKey, ORDER, 39_000, "key-1");
        clock.forward(Duration.ofHours(1));
        merchant.cancel(paymentKey, "{\"cancelReason\": \"x\", \"cancelAmount\": 1000}", "key-1");

        Merchant.Answered repeat = merchant.confirm(paymentKey, ORDER, 39_000, "key-1");

        assertThat(repeat.status()).isEqualTo(200);
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(repeat.traceIds()).endsWith("," + first.traceIds());
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isEqualTo(1);
        assertThat(merchant.truth(ORDER)
                        .path("requests")
                        .path(2)
                        .path("replayed")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void theBodyIsNoPartOfTheKey() {
        String paid = merchant.pay(ORDER, 39_000);
        String other = merchant.pay("ord-20261104-000118", 5_000);
        Merchant.Answered first = merchant.confirm(paid, ORDER, 39_000, "key-1");

        assertThat(merchant.confirm(other, "ord-20261104-000118", 5_000, "key-1")
                        .body())
                .isEqualTo(first.body());
        assertThat(merchant.truth("ord-20261104-000118").path("captures").asInt())
                .isZero();
    }

    @Test
    void anErrorIsBoundToItsKey() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        Merchant.Answered refused = merchant.confirm(paymentKey, ORDER, 1, "key-1");

        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-1").body()).isEqualTo(refused.body());
        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-2").gist()).isEqualTo("200 DONE");
    }

    @Test
    void theAddressIsPartOfTheKey() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        merchant.confirm(paymentKey, ORDER, 39_000, "key-1");

        assertThat(merchant.cancel(paymentKey, "{\"cancelReason\": \"x\"}", "key-1")
                        .gist())
                .isEqualTo("200 CANCELED");
    }

    @Test
    void aKeyLivesFifteenDays() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        merchant.confirm(paymentKey, ORDER, 39_000, "key-1");
        clock.forward(Duration.ofDays(15));

        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-1").gist())
                .isEqualTo("400 ALREADY_PROCESSED_PAYMENT");
    }

    @Test
    void aKeyHasAtMost300Characters() {
        String paymentKey = merchant.pay(ORDER, 39_000);

        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "k".repeat(301)).gist())
                .isEqualTo("400 INVALID_IDEMPOTENCY_KEY");
        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "k".repeat(300)).gist())
                .isEqualTo("200 DONE");
    }

    @Test
    void whileTheFirstRunsARepeatIsToldSo() throws Exception {
        String paymentKey = merchant.pay(ORDER, 39_000);
        merchant.script("{\"step\": \"confirm\", \"fault\": \"F06\", \"delayMillis\": 1500}");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Merchant.Answered> first =
                    threads.submit(() -> merchant.confirm(paymentKey, ORDER, 39_000, "key-1"));
            Waits.until(
                    "the first confirm is running",
                    () -> merchant.sim("GET", "scenarios", "").body().equals("[]"));

            assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-1").gist())
                    .isEqualTo("409 IDEMPOTENT_REQUEST_PROCESSING");
            assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-2").gist())
                    .isEqualTo("400 ALREADY_PROCESSING_REQUEST");
            assertThat(merchant.lookup(paymentKey).gist()).isEqualTo("200 IN_PROGRESS");
            assertThat(first.get().gist()).isEqualTo("200 DONE");
        }
        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-1").gist()).isEqualTo("200 DONE");
        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-2").gist())
                .isEqualTo("400 ALREADY_PROCESSING_REQUEST");
    }

    @Test
    void fiftyAtOnceWithOneKeyChargeOnce() throws Exception {
        String paymentKey = merchant.pay(ORDER, 39_000);

        List<Merchant.Answered> answers = atOnce(i -> merchant.confirm(paymentKey, ORDER, 39_000, "key-1"));

        assertThat(answers)
                .extracting(Merchant.Answered::gist)
                .isSubsetOf("200 DONE", "409 IDEMPOTENT_REQUEST_PROCESSING")
                .contains("200 DONE");
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 200)
                        .map(Merchant.Answered::body)
                        .distinct())
                .hasSize(1);
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isEqualTo(1);
        assertThat(merchant.truth(ORDER).path("requests").size()).isEqualTo(50);
    }

    @Test
    void fiftyAtOnceWithTheirOwnKeysChargeOnce() throws Exception {
        String paymentKey = merchant.pay(ORDER, 39_000);

        List<String> answers = atOnce(i -> merchant.confirm(paymentKey, ORDER, 39_000, "key-" + i)).stream()
                .map(Merchant.Answered::gist)
                .toList();

        assertThat(answers)
                .isSubsetOf("200 DONE", "400 ALREADY_PROCESSING_REQUEST", "400 ALREADY_PROCESSED_PAYMENT")
                .containsOnlyOnce("200 DONE");
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isEqualTo(1);
    }

    @Test
    void fiftyPartialCancelsAtOnceNeverGiveBackMoreThanWasPaid() throws Exception {
        String paymentKey = merchant.pay(ORDER, 39_000);
        merchant.confirm(paymentKey, ORDER, 39_000, "key-1");

        List<String> answers = atOnce(i ->
                        merchant.cancel(paymentKey, "{\"cancelReason\": \"x\", \"cancelAmount\": 1000}", "cancel-" + i))
                .stream()
                .map(Merchant.Answered::gist)
                .toList();

        assertThat(answers.stream().filter("200 PARTIAL_CANCELED"::equals)).hasSize(39);
        assertThat(answers.stream().filter("403 NOT_CANCELABLE_AMOUNT"::equals)).hasSize(11);
        assertThat(merchant.truth(ORDER).path("canceledAmount").asLong()).isEqualTo(39_000);
    }

    private static List<Merchant.Answered> atOnce(IntFunction<Merchant.Answered> call)
            throws InterruptedException, ExecutionException {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Merchant.Answered>> all = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit((Callable<Merchant.Answered>) () -> {
                        go.await();
                        return call.apply(i);
                    }))
                    .toList();
            go.countDown();
            List<Merchant.Answered> answers = new ArrayList<>();
            for (Future<Merchant.Answered> one : all) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
