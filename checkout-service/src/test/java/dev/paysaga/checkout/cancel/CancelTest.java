package dev.paysaga.checkout.cancel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.checkout.PaymentNews;
import dev.paysaga.checkout.RunningService;
import dev.paysaga.checkout.Shop;
import dev.paysaga.checkout.Shop.Answer;
import dev.paysaga.checkout.Shop.Opened;
import dev.paysaga.checkout.domain.CheckoutStatus;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the payment-service should be, nobody listens: what can be canceled without it, and what is said when it is away. */
class CancelTest extends RunningService {

    private static final String WHOLE = "{\"reason\": \"Changed my mind\"}";
    private static final String PART = "{\"reason\": \"One too many\", \"amount\": 6000}";

    private Opened checkout = new Opened("", "", 0);

    @BeforeEach
    void open() {
        checkout = shop().open();
    }

    @Test
    void whatIsNotPaidIsGivenUpOnceAndAnnounced() {
        Answer first = cancel(WHOLE, null);
        Answer again = cancel(WHOLE, null);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("status")).isEqualTo("CANCEL");
        assertThat(first.json().path("canceledAmount").longValue()).isZero();
        assertThat(first.json().has("cancellation")).isFalse();
        assertThat(again.body()).isEqualTo(first.body());
        var announced = SCHEMA.queryForList(
                "SELECT payload FROM outbox WHERE aggregateid = ? AND type = 'paysaga.checkout.canceled.v1'",
                String.class,
                checkout.orderId());
        assertThat(announced).singleElement().asString().contains("BUYER");
        Answer confirm = shop().confirm(checkout, "test_pay");
        assertThat(confirm.status()).isEqualTo(409);
        assertThat(confirm.text("type")).isEqualTo("urn:paysaga:problem:checkout-closed");
    }

    @Test
    void cancelAndConfirmAtOnceOneWins() throws InterruptedException, ExecutionException {
        try (var buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 20)
                    .mapToObj(i -> buyers.submit(
                            () -> i % 2 == 0 ? cancel(WHOLE, null) : shop().confirm(checkout, "test_pay")))
                    .toList();
            for (var call : calls) {
                assertThat(call.get().status()).isIn(200, 202, 409);
            }
            boolean canceled = shop().status(checkout.orderId()).equals("CANCEL");
            assertThat(calls.get(0).get().status()).isEqualTo(canceled ? 200 : 409);
            assertThat(calls.get(1).get().status()).isEqualTo(canceled ? 409 : 202);
            assertThat(count("outbox", "aggregateid = ?", checkout.orderId())).isEqualTo(canceled ? 2 : 1);
        } finally {
            SCHEMA.update("UPDATE checkout SET status = 'FAIL', next_push_at = NULL WHERE status = 'IN_PROGRESS'");
        }
    }

    @ParameterizedTest
    @CsvSource({
        // it is      body   status  problem
        "PREPAY,      PART,  409,    nothing-to-cancel",
        "IN_PROGRESS, WHOLE, 409,    checkout-in-progress",
        "IN_PROGRESS, PART,  409,    checkout-in-progress",
        "SUCCESS,     WHOLE, 503,    temporarily-unavailable",
        "SUCCESS,     PART,  503,    temporarily-unavailable",
        "COMPLETE,    WHOLE, 409,    cancel-not-allowed",
        "COMPLETE,    PART,  409,    cancel-not-allowed",
        "FAIL,        WHOLE, 409,    nothing-to-cancel",
        "CANCEL,      PART,  409,    nothing-to-cancel"
    })
    void theStateDecides(CheckoutStatus is, String body, int status, String problem) {
        become(is);

        Answer answer = cancel(body.equals("PART") ? PART : WHOLE, body.equals("PART") ? Shop.newKey() : null);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("type")).isEqualTo("urn:paysaga:problem:" + problem);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("Retry-After").isEmpty()).isEqualTo(!problem.matches("checkout-in.*|temp.*"));
        assertThat(shop().status(checkout.orderId())).isEqualTo(is.name());
        assertThat(count("outbox", "aggregateid = ?", checkout.orderId())).isEqualTo(1);
    }

    @Test
    void whatWasAskedInTimeMayBeAskedAgainWhenTheTimeIsOver() {
        String key = Shop.newKey();
        become(CheckoutStatus.SUCCESS);
        assertThat(cancel(PART, key).status()).as("the payment-service is away").isEqualTo(503);
        become(CheckoutStatus.COMPLETE);

        assertThat(cancel(PART, key).status()).as("asked again").isEqualTo(503);
        assertThat(cancel(PART, Shop.newKey()).status())
                .as("asked for the first time")
                .isEqualTo(409);
        assertThat(cancel(PART.replace("6000", "6001"), key).status())
                .as("something else")
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"NEVER, false, false", "BEFORE_COMPLETION, true, false", "ANY_TIME, true, true"})
    void thePolicySaysUntilWhen(CancelPolicy policy, boolean whenPaid, boolean whenComplete) {
        assertThat(policy.allows(CheckoutStatus.SUCCESS)).isEqualTo(whenPaid);
        assertThat(policy.allows(CheckoutStatus.COMPLETE)).isEqualTo(whenComplete);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // what            | body                                                 | key  | status | field
                "no reason         | {}                                                   |      | 400 | reason",
                "empty reason      | {\"reason\": \" \"}                                  |      | 400 | reason",
                "two lines         | {\"reason\": \"a\\nb\"}                               |      | 400 | reason",
                "a part, no key    | {\"reason\": \"r\", \"amount\": 1}                     |      | 400 | Idempotency-Key",
                "a seller, no key  | {\"reason\": \"r\", \"sellerId\": \"seller-bori\"}       |      | 400 | Idempotency-Key",
                "amount 0          | {\"reason\": \"r\", \"amount\": 0}                     | KEY  | 400 | amount",
                "amount negative   | {\"reason\": \"r\", \"amount\": -1}                    | KEY  | 400 | amount",
                "amount too much   | {\"reason\": \"r\", \"amount\": 51001}                 | KEY  | 400 | amount",
                "amount fractional | {\"reason\": \"r\", \"amount\": 1.5}                   | KEY  | 400 | amount",
                "amount a text     | {\"reason\": \"r\", \"amount\": \"1\"}                 | KEY  | 400 | amount",
                "amount huge       | {\"reason\": \"r\", \"amount\": 92233720368547758080}  | KEY  | 400 | amount",
                "no such seller    | {\"reason\": \"r\", \"sellerId\": \"' OR 1=1 --\"}       | KEY  | 400 | sellerId",
                "bad account       | {\"reason\": \"r\", \"refundAccount\": {}}             |      | 400 | refundAccount.bank",
                "short key         | {\"reason\": \"r\"}                                    | k    | 400 | Idempotency-Key"
            })
    void aBadCancelChangesNothing(String what, String body, @Nullable String key, int status, String field) {
        become(CheckoutStatus.SUCCESS);

        Answer answer = cancel(body, "KEY".equals(key) ? Shop.newKey() : key);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("field").asString()))
                .contains(field);
        assertThat(count("cancel_request", "order_id = ?", checkout.orderId())).isZero();
    }

    @Test
    void onlyTheHolderOfTheTokenCancels() {
        Opened other = shop().open();
        Map<String, String> headers = Map.of("X-CSRF-Token", other.token());

        Answer answer = shop().post(path(), headers, WHOLE.getBytes(UTF_8));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(shop().post(path(), Map.of(), WHOLE.getBytes(UTF_8)).status())
                .isEqualTo(403);
        assertThat(shop().status(checkout.orderId())).isEqualTo("PREPAY");
    }

    @Test
    void theWholeWayOfMoneyBackIsShown() {
        var news = new PaymentNews(checkout.orderId());
        var dueAt = Instant.parse("2037-06-01T00:00:00Z");
        news.waitsForDeposit("test_key", dueAt);
        await("the deposit is awaited")
                .atMost(20, SECONDS)
                .until(() ->
                        shop().show(checkout.orderId()).text("depositDueAt").equals(dueAt.toString()));
        assertThat(shop().status(checkout.orderId())).isEqualTo("IN_PROGRESS");
        news.approved("test_key");
        news.completed();
        news.canceled(1, 1_000);
        news.cancellationCompleted(1, 1_000, 50_000);
        news.canceled(2, 50_000);
        await("the provider has given all back")
                .atMost(20, SECONDS)
                .until(() -> shop().show(checkout.orderId())
                                .json()
                                .path("canceledAmount")
                                .longValue()
                        == 51_000);
        assertThat(shop().show(checkout.orderId()).text("depositDueAt")).isEmpty();
        assertThat(shop().status(checkout.orderId())).isEqualTo("COMPLETE");
        news.cancellationCompleted(2, 50_000, 0);
        await("the books have followed")
                .atMost(20, SECONDS)
                .until(() -> shop().status(checkout.orderId()).equals("CANCEL"));
        Answer repeated = cancel(WHOLE, null);
        assertThat(repeated.status()).isEqualTo(200);
        assertThat(shop().confirm(checkout, "test_key").text("status")).isEqualTo("CANCEL");
    }

    private void become(CheckoutStatus status) {
        SCHEMA.update(
                "UPDATE checkout SET status = ?, payment_key = ?, next_push_at = ? WHERE order_id = ?",
                status.name(),
                status == CheckoutStatus.PREPAY ? null : "test_key",
                status == CheckoutStatus.IN_PROGRESS ? Timestamp.from(Instant.parse("2037-06-01T00:00:00Z")) : null,
                checkout.orderId());
    }

    private Answer cancel(String body, @Nullable String key) {
        var headers = new HashMap<String, String>();
        headers.put("X-CSRF-Token", checkout.token());
        if (key != null) {
            headers.put("Idempotency-Key", key);
        }
        return shop().post(path(), headers, body.getBytes(UTF_8));
    }

    private String path() {
        return "/v1/checkouts/" + checkout.orderId() + "/cancel";
    }
}
