package dev.paysaga.checkout.confirm;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.checkout.PaymentNews;
import dev.paysaga.checkout.RunningService;
import dev.paysaga.checkout.Shop.Answer;
import dev.paysaga.checkout.Shop.Opened;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfirmTest extends RunningService {

    private static final String KEY = "test_pay_first";
    private static final String OTHER_KEY = "test_pay_other";

    private Opened checkout = new Opened("", "", 0);

    /** Recovery would go on asking about it, under the eyes of the next tests. */
    @AfterEach
    void leaveNothingInProgress() {
        SCHEMA.update("UPDATE checkout SET status = 'FAIL', next_push_at = NULL WHERE status = 'IN_PROGRESS'");
    }

    @Test
    void whileThePaymentServiceIsAwayItIsInProgressAndIsPushedOn() {
        checkout = shop().open();

        Answer answer = shop().confirm(checkout, KEY);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("IN_PROGRESS");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(SCHEMA.queryForObject(
                        "SELECT payment_key FROM checkout WHERE order_id = ?", String.class, checkout.orderId()))
                .isEqualTo(KEY);
        int pushes = pushes();
        await("recovery asks again and again").atMost(10, SECONDS).until(() -> pushes() >= pushes + 2);
        assertThat(shop().status(checkout.orderId())).isEqualTo("IN_PROGRESS");
    }

    @Test
    void whatACrashLeftInProgressIsPushedOn() {
        checkout = shop().open();
        SCHEMA.update(
                "UPDATE checkout SET status = 'IN_PROGRESS', payment_key = ?, next_push_at = NOW(6) WHERE order_id = ?",
                KEY,
                checkout.orderId());

        await("recovery finds it").atMost(10, SECONDS).until(() -> pushes() >= 1);
    }

    @Test
    void anotherKeyIsRefusedWhileItIsInProgress() {
        checkout = shop().open();
        shop().confirm(checkout, KEY);

        Answer other = shop().confirm(checkout, OTHER_KEY);

        assertProblem(other, "checkout-in-progress");
        Answer same = shop().confirm(checkout, KEY);
        assertThat(same.status()).isEqualTo(202);
    }

    @Test
    void anApprovalEndsItAndEveryLaterConfirmSaysTheSame() {
        checkout = shop().open();
        shop().confirm(checkout, KEY);
        var news = new PaymentNews(checkout.orderId());

        news.approved(KEY);
        awaitStatus("SUCCESS");
        Answer first = shop().confirm(checkout, KEY);
        news.completed();
        awaitStatus("COMPLETE");
        Answer again = shop().confirm(checkout, KEY);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("status")).isEqualTo("SUCCESS");
        assertThat(first.json().has("failure")).isFalse();
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertProblem(shop().confirm(checkout, OTHER_KEY), "checkout-closed");
        assertThat(count("checkout", "order_id = ? AND next_push_at IS NULL", checkout.orderId()))
                .as("recovery leaves it alone")
                .isEqualTo(1);
    }

    @Test
    void aRefusalEndsItAndEveryLaterConfirmSaysWhy() {
        checkout = shop().open();
        shop().confirm(checkout, KEY);
        var news = new PaymentNews(checkout.orderId());

        news.declined(KEY, "REJECT_CARD_PAYMENT", "한도초과 혹은 잔액부족");
        awaitStatus("FAIL");
        Answer first = shop().confirm(checkout, KEY);
        news.approved(KEY);
        news.declined(KEY, "ANOTHER_CODE", "Again.");
        await("all three have been taken")
                .atMost(20, SECONDS)
                .until(() -> count("inbox", "order_id = ?", checkout.orderId()) == 3);
        Answer again = shop().confirm(checkout, KEY);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("status")).isEqualTo("FAIL");
        assertThat(first.json().path("failure"))
                .hasToString("{\"code\":\"REJECT_CARD_PAYMENT\",\"message\":\"한도초과 혹은 잔액부족\"}");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(shop().show(checkout.orderId()).json().path("failure"))
                .isEqualTo(first.json().path("failure"));
        assertProblem(shop().confirm(checkout, OTHER_KEY), "checkout-closed");
    }

    @Test
    void newsMayComeBeforeTheConfirm() {
        checkout = shop().open();

        new PaymentNews(checkout.orderId()).approved(KEY);
        awaitStatus("SUCCESS");

        Answer answer = shop().confirm(checkout, KEY);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("SUCCESS");
        assertProblem(shop().confirm(checkout, OTHER_KEY), "checkout-closed");
    }

    @Test
    void newsMayComeWhileTheBuyerWaits() throws ExecutionException, InterruptedException {
        checkout = shop().open();
        try (var buyer = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = buyer.submit(() -> shop().confirm(checkout, KEY));
            await("the confirm has begun")
                    .atMost(10, SECONDS)
                    .until(() -> count("checkout", "order_id = ? AND status = 'IN_PROGRESS'", checkout.orderId()) == 1);
            new PaymentNews(checkout.orderId()).declined(KEY, "REJECT_CARD_PAYMENT", "No.");
            awaitStatus("FAIL");

            assertThat(answer.get().status()).isIn(200, 202);
        }
        Answer again = shop().confirm(checkout, KEY);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("status")).isEqualTo("FAIL");
    }

    @Test
    void whoComesTooLateIsNotCharged() {
        checkout = shop().open();
        SCHEMA.update("UPDATE checkout SET expires_at = created_at WHERE order_id = ?", checkout.orderId());

        Answer answer = shop().confirm(checkout, KEY);

        assertProblem(answer, "checkout-expired");
        assertThat(shop().status(checkout.orderId())).isEqualTo("PREPAY");
    }

    @Test
    void twentyConfirmsAtOnceAreOne() throws InterruptedException, ExecutionException {
        checkout = shop().open();
        try (var buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 20)
                    .mapToObj(i -> buyers.submit(() -> shop().confirm(checkout, i % 2 == 0 ? KEY : OTHER_KEY)))
                    .toList();
            int inProgress = 0;
            for (var call : calls) {
                Answer answer = call.get();
                assertThat(answer.status()).isIn(202, 409);
                inProgress += answer.status() == 202 ? 1 : 0;
            }
            assertThat(inProgress).as("those with the key that came first").isEqualTo(10);
        }
    }

    private int pushes() {
        Integer pushes = SCHEMA.queryForObject(
                "SELECT pushes FROM checkout WHERE order_id = ?", Integer.class, checkout.orderId());
        return pushes == null ? 0 : pushes;
    }

    private void awaitStatus(String status) {
        await("the checkout is " + status)
                .atMost(20, SECONDS)
                .until(() -> status.equals(SCHEMA.queryForObject(
                        "SELECT status FROM checkout WHERE order_id = ?", String.class, checkout.orderId())));
    }

    private static void assertProblem(Answer answer, String type) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.text("type")).isEqualTo("urn:paysaga:problem:" + type);
    }
}
