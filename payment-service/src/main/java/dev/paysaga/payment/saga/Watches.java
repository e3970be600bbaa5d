package dev.paysaga.payment.saga;

import dev.paysaga.payment.domain.Payment;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Payments at which the provider is looked without an attempt, because money may come: {@code next_look_at} of
 * {@code payment_event}. All in the caller's transaction.
 */
@Repository
class Watches {

    private final JdbcTemplate jdbc;
    private final PaymentProperties properties;

    Watches(JdbcTemplate jdbc, PaymentProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /** A deposit is waited for: looked after rarely, and once its time is over. */
    void deposit(Payment payment, Instant now) {
        set(payment.id(), next(payment, 0, now));
    }

    /**
     * A checkout was canceled before a confirm: a provider that takes money by itself may have taken it, or take it
     * from a window that is still open.
     */
    void canceledCheckout(Payment payment, Instant now) {
        if (payment.isNamedAtProvider()) {
            set(payment.id(), now);
        }
    }

    /** Takes what is due; nobody else gets it for the duration given. */
    List<Watch> claimDue(Instant now, int limit, Duration duration) {
        List<Watch> due = jdbc.query(
                "SELECT order_id, looks FROM payment_event WHERE next_look_at <= ? ORDER BY next_look_at LIMIT ?"
                        + " FOR UPDATE SKIP LOCKED",
                (row, _) -> new Watch(row.getString(1), row.getInt(2)),
                Timestamp.from(now),
                limit);
        due.forEach(watch -> jdbc.update(
                "UPDATE payment_event SET next_look_at = ?, looks = looks + 1 WHERE order_id = ?",
                Timestamp.from(now.plus(duration)),
                watch.orderId));
        return due;
    }

    /** Keeps what was claimed for longer. */
    void keep(Collection<Watch> claimed, Instant until) {
        jdbc.batchUpdate(
                "UPDATE payment_event SET next_look_at = ? WHERE order_id = ? AND looks = ? AND next_look_at IS NOT NULL",
                claimed.stream()
                        .map(watch -> new Object[] {Timestamp.from(until), watch.orderId, watch.looks + 1})
                        .toList());
    }

    /** After a look: when to look again, or not any more. */
    void looked(Payment payment, int looks, Instant now) {
        set(payment.id(), next(payment, looks, now));
    }

    private @Nullable Instant next(Payment payment, int looks, Instant now) {
        if (payment.isWaitingForDeposit() && payment.depositDueAt() != null) {
            Instant rarely = now.plus(Pauses.rarely(properties.lookRarely()));
            Instant over = payment.depositDueAt().plus(properties.depositGrace());
            return over.isAfter(now) && over.isBefore(rarely) ? over : rarely;
        }
        return Payment.CHECKOUT_CANCELED.equals(payment.failureCode()) && looks < properties.lateLooks()
                ? now.plus(properties.lateLookPause())
                : null;
    }

    private void set(long id, @Nullable Instant then) {
        jdbc.update(
                "UPDATE payment_event SET next_look_at = ? WHERE id = ?",
                then == null ? null : Timestamp.from(then),
                id);
    }

    /** @param looks how often it has been looked at before */
    record Watch(String orderId, int looks) {}
}
