package dev.paysaga.checkout.cancel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.checkout.RunningService;
import dev.paysaga.checkout.Shop;
import dev.paysaga.checkout.Shop.Answer;
import dev.paysaga.checkout.Shop.Opened;
import dev.paysaga.checkout.saga.Transitions;
import dev.paysaga.events.OrderId;
import dev.paysaga.messaging.UnitOfWork;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class ExpiryTest extends RunningService {

    private static final Instant LATER = Instant.parse("2037-06-01T00:00:00Z");

    private final Expiry expiry;
    private final Transitions transitions;
    private final UnitOfWork unitOfWork;

    @Autowired
    ExpiryTest(Expiry expiry, Transitions transitions, UnitOfWork unitOfWork) {
        this.expiry = expiry;
        this.transitions = transitions;
        this.unitOfWork = unitOfWork;
    }

    @Test
    void whatNobodyPaysInTimeIsCanceledAndAnnouncedOnce() {
        Opened checkout = shop().open();
        expire(checkout.orderId());

        await("it is canceled").atMost(20, SECONDS).until(() -> "CANCEL".equals(status(checkout.orderId())));

        var announced = SCHEMA.queryForMap(
                "SELECT type, sequence, payload FROM outbox WHERE aggregateid = ? AND sequence = '2'",
                checkout.orderId());
        assertThat(announced).containsEntry("type", "paysaga.checkout.canceled.v1");
        var event = Shop.JSON.readTree(String.valueOf(announced.get("payload")));
        assertThat(event.path("cause").asString()).isEqualTo("EXPIRED");
        assertThat(event.path("orderId").asString()).isEqualTo(checkout.orderId());
        Answer late = shop().confirm(checkout, "test_pay_late");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("type")).isEqualTo("urn:paysaga:problem:checkout-expired");
        expiry.cancelExpired();
        assertThat(count("outbox", "aggregateid = ?", checkout.orderId())).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"IN_PROGRESS", "SUCCESS", "FAIL", "COMPLETE"})
    void whatHasBeenBegunDoesNotExpire(String status) {
        String orderId = shop().open().orderId();
        SCHEMA.update(
                "UPDATE checkout SET status = ?, payment_key = 'test_key', next_push_at = ?, expires_at = ?"
                        + " WHERE order_id = ?",
                status,
                status.equals("IN_PROGRESS") ? Timestamp.from(LATER) : null,
                Timestamp.from(Instant.parse("2026-01-01T00:00:00Z")),
                orderId);

        expiry.cancelExpired();

        assertThat(status(orderId)).isEqualTo(status);
        assertThat(count("outbox", "aggregateid = ?", orderId)).isEqualTo(1);
    }

    @Test
    void theGraceIsForClocksThatDiffer() {
        String orderId = shop().open().orderId();
        SCHEMA.update("UPDATE checkout SET expires_at = created_at WHERE order_id = ?", orderId);

        expiry.cancelExpired();

        assertThat(status(orderId)).isEqualTo("PREPAY");
        // Or it would expire while another test compares what the tables held.
        SCHEMA.update("UPDATE checkout SET expires_at = ? WHERE order_id = ?", Timestamp.from(LATER), orderId);
    }

    @Test
    void confirmAndExpiryAtOnceOneWins() throws InterruptedException, ExecutionException {
        List<String> orders =
                IntStream.range(0, 60).mapToObj(_ -> shop().open().orderId()).toList();
        var confirmed = new ArrayList<Future<Boolean>>();
        var rounds = new ArrayList<Future<?>>();
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String orderId : orders) {
                confirmed.add(threads.submit(() -> {
                    start.await();
                    return unitOfWork.get(() -> transitions.begin(new OrderId(orderId), "test_key", LATER));
                }));
            }
            for (int i = 0; i < 12; i++) {
                rounds.add(threads.submit(() -> {
                    start.await();
                    expiry.cancelExpired();
                    return null;
                }));
            }
            SCHEMA.update("UPDATE checkout SET expires_at = '2026-01-01 00:00:00' WHERE order_id IN ("
                    + String.join(",", orders.stream().map(id -> "'" + id + "'").toList()) + ")");
            start.countDown();
        }
        for (Future<?> round : rounds) {
            round.get();
        }
        expiry.cancelExpired();
        for (int i = 0; i < orders.size(); i++) {
            boolean won = confirmed.get(i).get();
            assertThat(status(orders.get(i))).isEqualTo(won ? "IN_PROGRESS" : "CANCEL");
            assertThat(count("outbox", "aggregateid = ? AND type = 'paysaga.checkout.canceled.v1'", orders.get(i)))
                    .as("announced exactly when it was canceled")
                    .isEqualTo(won ? 0 : 1);
        }
    }

    private static void expire(String orderId) {
        SCHEMA.update("UPDATE checkout SET expires_at = '2026-01-01 00:00:00' WHERE order_id = ?", orderId);
    }

    private static String status(String orderId) {
        return String.valueOf(
                SCHEMA.queryForObject("SELECT status FROM checkout WHERE order_id = ?", String.class, orderId));
    }
}
