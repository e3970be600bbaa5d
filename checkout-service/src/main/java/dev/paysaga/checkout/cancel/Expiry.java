package dev.paysaga.checkout.cancel;

import dev.paysaga.checkout.saga.Transitions;
import dev.paysaga.events.CheckoutEvent.CheckoutCanceled;
import dev.paysaga.events.CheckoutEvent.CheckoutCanceled.Cause;
import dev.paysaga.events.OrderId;
import dev.paysaga.messaging.Outbox;
import dev.paysaga.messaging.UnitOfWork;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Cancels what nobody has begun to pay in time, and says so. Any number of instances may run it; a confirm that comes at
 * the same moment wins or loses, never both.
 */
@Component
class Expiry {

    private static final Logger log = LoggerFactory.getLogger(Expiry.class);

    private static final String DUE = "SELECT order_id FROM checkout WHERE status = 'PREPAY' AND expires_at <= ?"
            + " ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED";

    private final JdbcTemplate jdbc;
    private final Transitions transitions;
    private final Outbox outbox;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final CancelProperties properties;

    Expiry(
            JdbcTemplate jdbc,
            Transitions transitions,
            Outbox outbox,
            UnitOfWork unitOfWork,
            Clock clock,
            CancelProperties properties) {
        this.jdbc = jdbc;
        this.transitions = transitions;
        this.outbox = outbox;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.properties = properties;
    }

    /** One round: batch after batch until nothing is left; the next one begins a second after its end. */
    @Scheduled(fixedDelay = 1000)
    void cancelExpired() {
        int canceled;
        do {
            canceled = unitOfWork.get(this::cancelBatch);
            if (canceled > 0) {
                log.info("Canceled {} checkouts that nobody had begun to pay in time", canceled);
            }
        } while (canceled == properties.expiryBatch());
    }

    /** In the caller's transaction. What another instance or a confirm has in hand is skipped. */
    private int cancelBatch() {
        Instant now = clock.instant();
        List<OrderId> due = jdbc.query(
                DUE,
                (row, _) -> new OrderId(row.getString(1)),
                Timestamp.from(now.minus(properties.expiryGrace())),
                properties.expiryBatch());
        int canceled = 0;
        for (OrderId orderId : due) {
            if (transitions.cancel(orderId)) {
                outbox.append(new CheckoutCanceled(orderId, Cause.EXPIRED, now));
                canceled++;
            }
        }
        return canceled;
    }
}
