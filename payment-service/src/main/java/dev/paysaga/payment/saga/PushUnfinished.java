package dev.paysaga.payment.saga;

import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.events.SagaEvent;
import dev.paysaga.messaging.Outbox;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.cases.ManualCases;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finds approved payments and executed cancels that are not done in time and announces them once more, marked as a
 * repeat; those who have it ignore it. After some repeats a human is called. Nothing waits in silence, whatever the cause.
 */
@Component
class PushUnfinished {

    private static final Logger log = LoggerFactory.getLogger(PushUnfinished.class);

    private final JdbcTemplate jdbc;
    private final Outbox outbox;
    private final ManualCases cases;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final PaymentProperties properties;
    private final List<Lane<Kind>> lanes;

    PushUnfinished(
            JdbcTemplate jdbc,
            Outbox outbox,
            ManualCases cases,
            UnitOfWork unitOfWork,
            Clock clock,
            PaymentProperties properties) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.cases = cases;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.properties = properties;
        this.lanes = List.of(lane(Kind.PAYMENT), lane(Kind.CANCEL));
    }

    private Lane<Kind> lane(Kind kind) {
        return new Lane<>("push", 1, _ -> List.of(kind), this::push);
    }

    @Scheduled(fixedDelayString = "${paysaga.payment.round-pause}")
    void round() {
        lanes.forEach(Lane::round);
    }

    /** All that is due of a kind, in one transaction: a row's lock is its claim. */
    private void push(Kind kind) {
        unitOfWork.run(() -> jdbc.query(
                        kind.due,
                        (row, _) -> new Unfinished(row.getLong(1), row.getString(2), row.getInt(3)),
                        Timestamp.from(clock.instant()),
                        properties.roundSize())
                .forEach(unfinished -> push(kind, unfinished)));
    }

    private void push(Kind kind, Unfinished unfinished) {
        log.warn("Order {}: {} not done; announcing it once more", unfinished.orderId, kind.text);
        boolean announced = outbox.repeat(unfinished.orderId, kind.event);
        jdbc.update(
                kind.later,
                Timestamp.from(clock.instant()
                        .plus(Pauses.after(unfinished.pushes + 1, properties.pushAfter(), properties.pushPauseMax()))),
                unfinished.id);
        if (!announced) {
            cases.open(
                    unfinished.orderId,
                    ManualCases.Kind.NOT_COMPLETED,
                    kind.text
                            + " not done, and the announcement is not in the outbox any more and cannot be repeated.");
        } else if (unfinished.pushes + 1 >= properties.pushesBeforeCase()) {
            cases.open(
                    unfinished.orderId,
                    ManualCases.Kind.NOT_COMPLETED,
                    kind.text + " not done: after " + (unfinished.pushes + 1) + " announcements it is not wholly in the"
                            + " books and in the wallets. See whether ledger-service and wallet-service run and"
                            + " what they have parked (GET /v1/parked-messages).");
        }
    }

    /** What should be done by now. */
    private enum Kind {
        PAYMENT(
                PaymentApproved.class,
                "The money is here, but the payment is",
                "SELECT id, order_id, pushes FROM payment_event WHERE next_push_at <= ? ORDER BY next_push_at LIMIT ?"
                        + " FOR UPDATE SKIP LOCKED",
                "UPDATE payment_event SET pushes = pushes + 1, next_push_at = ? WHERE id = ?"),
        CANCEL(
                PaymentCanceled.class,
                "Money was given back, but the cancel is",
                "SELECT c.id, e.order_id, c.pushes FROM cancellation c JOIN payment_event e"
                        + " ON e.id = c.payment_event_id WHERE c.next_push_at <= ? ORDER BY c.next_push_at LIMIT ?"
                        + " FOR UPDATE OF c SKIP LOCKED",
                "UPDATE cancellation SET pushes = pushes + 1, next_push_at = ? WHERE id = ?");

        private final Class<? extends SagaEvent> event;
        private final String text;
        private final String due;
        private final String later;

        Kind(Class<? extends SagaEvent> event, String text, String due, String later) {
            this.event = event;
            this.text = text;
            this.due = due;
            this.later = later;
        }
    }

    private record Unfinished(long id, String orderId, int pushes) {}
}
