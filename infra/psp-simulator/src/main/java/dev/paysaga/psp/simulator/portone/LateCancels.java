package dev.paysaga.psp.simulator.portone;

import dev.paysaga.psp.simulator.buyer.NotNow;
import dev.paysaga.psp.simulator.call.Changes;
import dev.paysaga.psp.simulator.call.Locks;
import dev.paysaga.psp.simulator.clock.Agenda;
import dev.paysaga.psp.simulator.truth.Cancel;
import dev.paysaga.psp.simulator.truth.Movement;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Ends the cancels that PortOne has not carried out at once (C06), when they are due or when they are told to. */
public final class LateCancels implements Changes {

    private final Truth truth;
    private final Locks locks;
    private final Changes changes;
    private final Clock clock;
    private final Agenda agenda;

    /** @param changes who else hears of what has ended */
    public LateCancels(Truth truth, Locks locks, Changes changes, Clock clock, Agenda agenda) {
        this.truth = truth;
        this.locks = locks;
        this.changes = changes;
        this.clock = clock;
        this.agenda = agenda;
    }

    /** Takes up what was open before the last stop. */
    public void resume() {
        truth.payments(payment -> payment.psp() == Psp.PORTONE)
                .forEach(payment -> payment.cancels().forEach(cancel -> watch(payment, cancel)));
    }

    @Override
    public void happened(TruthEntry.Change change) {
        if (change.cancelId() != null) {
            change.payment().cancel(change.cancelId()).ifPresent(cancel -> watch(change.payment(), cancel));
        }
    }

    /** @throws NotNow when no cancel of the order is open */
    public Payment settle(String orderId, boolean well) {
        Payment payment = truth.paymentOf(Psp.PORTONE, orderId).orElseThrow(LateCancels::nothingOpen);
        Cancel open = payment.cancels().stream()
                .filter(cancel -> cancel.state() == Cancel.State.REQUESTED)
                .findFirst()
                .orElseThrow(LateCancels::nothingOpen);
        return end(payment.paymentKey(), open.id(), well).orElseThrow(LateCancels::nothingOpen);
    }

    private void watch(Payment payment, Cancel cancel) {
        Cancel.Settling settling = cancel.settling();
        if (settling != null) {
            agenda.at(settling.at(), () -> end(payment.paymentKey(), cancel.id(), settling.succeeds()));
        }
    }

    /** Empty when it has ended before. */
    private Optional<Payment> end(String paymentKey, String cancelId, boolean well) {
        return locks.locked(paymentKey, () -> {
            Payment before = truth.payment(paymentKey).orElseThrow();
            Optional<Cancel> open = before.cancel(cancelId).filter(cancel -> cancel.state() == Cancel.State.REQUESTED);
            if (open.isEmpty()) {
                return Optional.<Payment>empty();
            }
            Instant now = clock.instant();
            Cancel ended = open.get().ended(well, now);
            Payment after = before.with(ended, now);
            Movement movement = well ? Movement.of(Movement.Kind.CANCEL, after, ended.cancelAmount()) : null;
            TruthEntry.Change change = new TruthEntry.Change(after, movement, cancelId, false);
            truth.record(new TruthEntry.Happened(change));
            changes.happened(change);
            return Optional.of(after);
        });
    }

    private static NotNow nothingOpen() {
        return new NotNow("No cancel of the order is open: script C06 first.");
    }
}
