package dev.paysaga.checkout.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.checkout.RunningService;
import dev.paysaga.checkout.confirm.PendingConfirms.Pending;
import dev.paysaga.messaging.UnitOfWork;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Claims far in the future, where the running recovery does not come. */
class PendingConfirmsTest extends RunningService {

    private static final Instant DUE = Instant.parse("2036-03-01T00:00:00Z");

    private final PendingConfirms pending;
    private final UnitOfWork unitOfWork;

    @Autowired
    PendingConfirmsTest(PendingConfirms pending, UnitOfWork unitOfWork) {
        this.pending = pending;
        this.unitOfWork = unitOfWork;
    }

    @Test
    void twoInstancesDoNotTakeTheSame() {
        String orderId = inProgress();
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Pending> here = unitOfWork.get(() -> {
                List<Pending> mine = pending.claim(DUE);
                assertThat(orders(claimedBy(other)))
                        .as("while ours is not committed")
                        .doesNotContain(orderId);
                return mine;
            });
            assertThat(orders(here)).contains(orderId);
            assertThat(orders(claimedBy(other))).as("and afterwards").doesNotContain(orderId);
        }
    }

    @Test
    void thePauseGrowsToItsBound() {
        String orderId = inProgress();

        assertThat(pauseAfterClaim(orderId)).isBetween(Duration.ofMillis(600), Duration.ofMillis(750));
        SCHEMA.update(
                "UPDATE checkout SET pushes = 1000, next_push_at = ? WHERE order_id = ?", Timestamp.from(DUE), orderId);
        assertThat(pauseAfterClaim(orderId)).isBetween(Duration.ofMillis(600), Duration.ofMillis(750));
    }

    private Duration pauseAfterClaim(String orderId) {
        assertThat(orders(unitOfWork.get(() -> pending.claim(DUE)))).contains(orderId);
        Timestamp next =
                SCHEMA.queryForObject("SELECT next_push_at FROM checkout WHERE order_id = ?", Timestamp.class, orderId);
        return Duration.between(DUE, next == null ? DUE : next.toInstant());
    }

    private List<Pending> claimedBy(ExecutorService other) {
        try {
            return other.submit(() -> unitOfWork.get(() -> pending.claim(DUE))).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> orders(List<Pending> claimed) {
        return claimed.stream().map(checkout -> checkout.orderId().value()).toList();
    }

    private String inProgress() {
        String orderId = shop().open().orderId();
        SCHEMA.update(
                "UPDATE checkout SET status = 'IN_PROGRESS', payment_key = 'test_key', next_push_at = ?"
                        + " WHERE order_id = ?",
                Timestamp.from(DUE),
                orderId);
        return orderId;
    }
}
