package dev.paysaga.checkout.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.checkout.RunningService;
import dev.paysaga.checkout.Shop;
import dev.paysaga.checkout.Shop.Answer;
import dev.paysaga.checkout.Shop.Opened;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Somebody sends far too much; who wants to buy does not notice. */
@TestPropertySource(properties = "paysaga.flood.per-sender=5")
class FloodTest extends RunningService {

    private final AtomicBoolean over = new AtomicBoolean();

    @AfterEach
    void leaveNothingInProgress() {
        SCHEMA.update("UPDATE checkout SET status = 'FAIL', next_push_at = NULL WHERE status = 'IN_PROGRESS'");
    }

    @Test
    void aFloodOfCheckoutsAndConfirmsIsRefusedWhileBuyersAreServed() {
        Shop flooder = shop("127.0.0.2");
        Opened opened = flooder.open();
        Opened wrong = new Opened(opened.orderId(), opened.token(), opened.amount() + 1);
        Queue<Answer> checkouts = new ConcurrentLinkedQueue<>();
        Queue<Answer> confirms = new ConcurrentLinkedQueue<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                threads.execute(() -> flood(checkouts, () -> flooder.create(Shop.newKey(), "{}")));
                threads.execute(() -> flood(confirms, () -> flooder.confirm(wrong, "test_pay_flood")));
            }
            try {
                await("refused").atMost(30, SECONDS).until(() -> isRefused(checkouts) && isRefused(confirms));
                Shop buyer = shop("127.0.0.3");
                for (int i = 0; i < 3; i++) {
                    Opened wanted = buyer.open();
                    // There is no payment-service here: the confirm is taken on, and told later.
                    assertThat(buyer.confirm(wanted, "test_pay_" + wanted.orderId())
                                    .status())
                            .isEqualTo(202);
                }
            } finally {
                over.set(true);
            }
        }

        assertThat(checkouts).anySatisfy(FloodTest::assertRefused);
        assertThat(confirms).anySatisfy(FloodTest::assertRefused);
        assertThat(flooder.status(opened.orderId())).isEqualTo("PREPAY");
    }

    private void flood(Queue<Answer> answers, Supplier<Answer> request) {
        while (!over.get()) {
            answers.add(request.get());
        }
    }

    private static boolean isRefused(Queue<Answer> answers) {
        return answers.stream().anyMatch(answer -> answer.status() == 429);
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("type")).isEqualTo("urn:paysaga:problem:too-many-requests");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
}
