package dev.paysaga.payment.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.events.Psp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a confirm comes to. */
class ConfirmTest extends RunningService {

    @Autowired
    Arrivals arrivals;

    @Test
    void aDeclinedPaymentEndsWithTheProvidersCode() {
        String order = checkedOut(7_000);
        String paymentKey = provider.pay(order, 7_000);
        provider.will(order, "confirm", "F02", 1);

        Answer answer = confirm(order, paymentKey, 7_000);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("status").asString()).isEqualTo("FAILURE");
        assertThat(answer.body().path("failure").path("code").asString()).isEqualTo("REJECT_CARD_PAYMENT");
        assertThat(outbox(order)).containsExactly("paysaga.payment.declined.v1 1");
        assertThat(confirm(order, paymentKey, 7_000).body()).isEqualTo(answer.body());
        assertThat(provider.confirmKeys(order)).hasSize(1);
    }

    @Test
    void anotherAmountIsRefusedBeforeTheProviderHearsOfIt() {
        String order = checkedOut(8_000);
        String paymentKey = provider.pay(order, 8_000);

        Answer answer = confirm(order, paymentKey, 7_999);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("type").asString()).isEqualTo("urn:paysaga:problem:amount-mismatch");
        assertThat(provider.requests(order)).noneMatch(request -> request.endsWith("/confirm"));
        assertThat(payment(order).path("status").asString()).isEqualTo("NOT_STARTED");
    }

    @Test
    void anOrderIsPaidWithOnePaymentOfTheProviderOnly() {
        String order = checkedOut(8_100);
        String first = provider.pay(order, 8_100);
        String second = provider.pay(order, 8_100);

        assertThat(confirm(order, first, 8_100).status()).isEqualTo(200);
        Answer answer = confirm(order, second, 8_100);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("type").asString()).isEqualTo("urn:paysaga:problem:payment-key-mismatch");
        assertThat(provider.captures(order)).isEqualTo(1);
    }

    @Test
    void aPaymentOfTheProviderPaysOneOrderOnly() {
        String first = checkedOut(8_200);
        String second = checkedOut(8_200);
        String paymentKey = provider.pay(first, 8_200);
        assertThat(confirm(first, paymentKey, 8_200).status()).isEqualTo(200);

        Answer answer = confirm(second, paymentKey, 8_200);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("status").asString()).isEqualTo("FAILURE");
        assertThat(answer.body().path("failure").path("code").asString()).isEqualTo("PAYMENT_KEY_TAKEN");
        assertThat(provider.requests(second)).isEmpty();
        assertThat(outbox(second)).containsExactly("paysaga.payment.declined.v1 1");
    }

    @Test
    void anOrderThatHasNotArrivedIsNotFoundYet() {
        Answer answer = confirm("ord_never_heard_of_it", "test_pay_1", 1_000);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().path("type").asString()).isEqualTo("urn:paysaga:problem:payment-not-found");
    }

    @Test
    void aConfirmThatIsFasterThanItsCheckoutWaitsForIt() throws Exception {
        String order = newOrder();
        String paymentKey = provider.pay(order, 9_000);
        try (var threads = Executors.newSingleThreadExecutor()) {
            Future<Answer> early = threads.submit(() -> confirm(order, paymentKey, 9_000));
            await("it waits").atMost(SOON).until(() -> arrivals.isAwaited(order));
            checksOut(order, Psp.TOSS, 9_000);

            assertThat(early.get().status()).isEqualTo(200);
        }
        assertThat(status(order)).isEqualTo("SUCCESS");
        assertThat(provider.confirmKeys(order)).hasSize(1);
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
            assertThat(answer.get().status()).isIn(200, 202);
        }
        await("approved").atMost(SOON).until(() -> payment(order).path("status").asString(), "SUCCESS"::equals);
        assertThat(provider.captures(order)).isEqualTo(1);
        assertThat(provider.confirmKeys(order)).hasSize(1);
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1");
    }

    @Test
    void othersNeedAToken() throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/payments/ord_123456"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void fiftyImpatientConfirmsWithDifferentKeysTakeTheMoneyOnce() throws Exception {
        String order = checkedOut(10_100);
        List<String> keys = LongStream.range(0, 10)
                .mapToObj(_ -> provider.pay(order, 10_100))
                .toList();

        List<Future<Answer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            LongStream.range(0, 50)
                    .forEach(i -> answers.add(threads.submit(() -> confirm(order, keys.get((int) i % 10), 10_100))));
        }

        int refused = 0;
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).isIn(200, 202, 409);
            refused += answer.get().status() == 409 ? 1 : 0;
        }
        assertThat(refused).isEqualTo(45);
        await("approved").atMost(SOON).until(() -> status(order), "SUCCESS"::equals);
        assertThat(provider.captures(order)).isEqualTo(1);
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1");
    }
}
