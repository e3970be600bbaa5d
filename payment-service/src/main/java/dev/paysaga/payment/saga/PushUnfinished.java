package dev.paysaga.payment.saga;

import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.messaging.Outbox;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.cases.ManualCases;
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
 * Finds approved payments that are not done in time and announces the approval once more, marked as a repeat; those who
 * have it ignore it. After some repeats a human is called. Nothing waits in silence, whatever the cause.
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
    }

    @Scheduled(fixedDelayString = "${paysaga.payment.round-pause}")
    void round() {
        unitOfWork.run(() -> due(clock.instant()).forEach(this::push));
    }

    private List<Unfinished> due(Instant now) {
        return jdbc.query(
                "SELECT order_id, pushes FROM payment_event WHERE next_push_at <= ? ORDER BY next_push_at LIMIT ?"
                        + " FOR UPDATE SKIP LOCKED",
                (row, _) -> new Unfinished(row.getString(1), row.getInt(2)),
                Timestamp.from(now),
                properties.roundSize());
    }

    private void push(Unfinished payment) {
        log.warn("Order {} is approved but not done; announcing the approval once more", payment.orderId);
        boolean announced = outbox.repeat(payment.orderId, PaymentApproved.class);
        jdbc.update(
                "UPDATE payment_event SET pushes = pushes + 1, next_push_at = ? WHERE order_id = ?",
                Timestamp.from(clock.instant()
                        .plus(Pauses.after(payment.pushes + 1, properties.pushAfter(), properties.pushPauseMax()))),
                payment.orderId);
        if (!announced) {
            cases.open(
                    payment.orderId,
                    ManualCases.Kind.NOT_COMPLETED,
                    "The money is here, but its announcement is not in the outbox any more and cannot be repeated.");
        } else if (payment.pushes + 1 >= properties.pushesBeforeCase()) {
            cases.open(
                    payment.orderId,
                    ManualCases.Kind.NOT_COMPLETED,
                    "The money is here, but after " + (payment.pushes + 1) + " announcements not every payment order is"
                            + " in the books and in a wallet. See whether ledger-service and wallet-service run and"
                            + " what they have parked (GET /v1/parked-messages).");
        }
    }

    private record Unfinished(String orderId, int pushes) {}
}
