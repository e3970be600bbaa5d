package dev.paysaga.psp.simulator.buyer;

import dev.paysaga.psp.simulator.call.Changes;
import dev.paysaga.psp.simulator.call.Locks;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentStatus;
import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Lets payments expire for which nobody has acted in time, so that the merchant hears of it. */
public final class Deadlines implements Changes {

    private final Map<String, Instant> open = new ConcurrentHashMap<>();
    private final Truth truth;
    private final Locks locks;
    private final Changes changes;
    private final Clock clock;

    /** @param changes who else hears of what expires */
    public Deadlines(Truth truth, Locks locks, Changes changes, Clock clock) {
        this.truth = truth;
        this.locks = locks;
        this.changes = changes;
        this.clock = clock;
        truth.payments(payment -> payment.deadline().isPresent()).forEach(this::watch);
    }

    @Override
    public void happened(TruthEntry.Change change) {
        watch(change.payment());
    }

    /** To be called again and again. */
    public void look() {
        Instant now = clock.instant();
        open.forEach((paymentKey, deadline) -> {
            if (now.isAfter(deadline)) {
                expire(paymentKey);
            }
        });
    }

    private void watch(Payment payment) {
        payment.deadline()
                .ifPresentOrElse(
                        deadline -> open.put(payment.paymentKey(), deadline), () -> open.remove(payment.paymentKey()));
    }

    private void expire(String paymentKey) {
        Optional<TruthEntry.Change> expiry = locks.locked(paymentKey, () -> {
            Payment before = truth.payment(paymentKey).orElseThrow();
            Payment after = before.asOf(clock.instant());
            if (before.status() == PaymentStatus.EXPIRED || after.status() != PaymentStatus.EXPIRED) {
                return Optional.<TruthEntry.Change>empty();
            }
            TruthEntry.Change expired = TruthEntry.Change.of(after, null);
            truth.record(new TruthEntry.Happened(expired));
            return Optional.of(expired);
        });
        open.remove(paymentKey);
        expiry.ifPresent(changes::happened);
    }
}
