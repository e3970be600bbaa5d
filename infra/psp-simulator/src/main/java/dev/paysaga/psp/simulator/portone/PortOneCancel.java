package dev.paysaga.psp.simulator.portone;

import dev.paysaga.psp.simulator.call.Ids;
import dev.paysaga.psp.simulator.call.Operation;
import dev.paysaga.psp.simulator.call.Outcome;
import dev.paysaga.psp.simulator.call.Refusal;
import dev.paysaga.psp.simulator.call.Trouble;
import dev.paysaga.psp.simulator.scenario.Distortion;
import dev.paysaga.psp.simulator.scenario.LateCancel;
import dev.paysaga.psp.simulator.scenario.Step;
import dev.paysaga.psp.simulator.truth.Cancel;
import dev.paysaga.psp.simulator.truth.Movement;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The merchant gives money back: at once, later, or not at all although it was asked for well. */
record PortOneCancel(String paymentId, CancelWish wish, Truth truth, Clock clock, Ids ids) implements Operation {

    @Override
    public Step step() {
        return Step.CANCEL;
    }

    @Override
    public @Nullable String paymentKey() {
        return truth.paymentOf(Psp.PORTONE, paymentId).map(Payment::paymentKey).orElse(null);
    }

    @Override
    public Outcome proceed() {
        Payment payment = cancelable();
        Instant now = clock.instant();
        Cancel done = requested(payment, now, null).ended(true, now);
        Payment after = payment.with(done, now);
        return outcome(after, done, Movement.of(Movement.Kind.CANCEL, after, done.cancelAmount()));
    }

    @Override
    public Outcome decline(Trouble trouble) {
        cancelable();
        return Outcome.answered(PortOneWords.of(trouble, Step.CANCEL));
    }

    @Override
    public Outcome later(LateCancel end, Duration pause) {
        Payment payment = cancelable();
        Instant now = clock.instant();
        Cancel cancel = switch (end) {
            case SUCCEEDED -> requested(payment, now, new Cancel.Settling(now.plus(pause), true));
            case FAILED -> requested(payment, now, new Cancel.Settling(now.plus(pause), false));
            case OPEN -> requested(payment, now, null);
            case FAILED_AT_ONCE -> requested(payment, now, null).ended(false, now);
        };
        return outcome(payment.with(cancel, now), cancel, null);
    }

    private Cancel requested(Payment payment, Instant now, Cancel.@Nullable Settling settling) {
        long amount = wish.amountOf(payment);
        return Cancel.requested(
                ids.uuid(),
                ids.transactionKey(),
                amount,
                wish.reason(),
                payment.cancelableAmount() - amount,
                now,
                settling);
    }

    private Outcome outcome(Payment after, Cancel cancel, @Nullable Movement movement) {
        return Outcome.changed(
                new TruthEntry.Change(after, movement, cancel.id(), wish.quiet()),
                new PortOneAnswer.Canceled(after, cancel.id(), Distortion.NONE));
    }

    private Payment cancelable() {
        Payment payment = truth.paymentOf(Psp.PORTONE, paymentId)
                .map(found -> found.asOf(clock.instant()))
                .orElseThrow(() -> new Refusal(PortOneError.PAYMENT_NOT_FOUND));
        wish.check(payment);
        return payment;
    }
}
