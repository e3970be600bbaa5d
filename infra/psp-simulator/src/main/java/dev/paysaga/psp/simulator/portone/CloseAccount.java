package dev.paysaga.psp.simulator.portone;

import dev.paysaga.psp.simulator.call.Ids;
import dev.paysaga.psp.simulator.call.Operation;
import dev.paysaga.psp.simulator.call.Outcome;
import dev.paysaga.psp.simulator.call.Refusal;
import dev.paysaga.psp.simulator.call.Trouble;
import dev.paysaga.psp.simulator.scenario.Step;
import dev.paysaga.psp.simulator.truth.Movement;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentStatus;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** The merchant gives up a virtual account before the deposit. */
record CloseAccount(String paymentId, Truth truth, Clock clock, Ids ids) implements Operation {

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
        Payment payment = waiting();
        Instant now = clock.instant();
        Payment closed =
                payment.canceled(payment.totalAmount(), "The virtual account was closed", now, ids.transactionKey());
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("closedAt", PortOnePaymentBody.time(now))
                .toString();
        return Outcome.changed(
                new TruthEntry.Change(
                        closed,
                        Movement.of(Movement.Kind.WITHDRAWAL, closed, 0),
                        closed.cancels().getLast().id(),
                        false),
                new PortOneAnswer.Ready(body));
    }

    @Override
    public Outcome decline(Trouble trouble) {
        waiting();
        return Outcome.answered(PortOneWords.of(trouble, Step.CANCEL));
    }

    private Payment waiting() {
        Payment payment = truth.paymentOf(Psp.PORTONE, paymentId)
                .map(found -> found.asOf(clock.instant()))
                .orElseThrow(() -> new Refusal(PortOneError.PAYMENT_NOT_FOUND));
        if (payment.status() != PaymentStatus.WAITING_FOR_DEPOSIT) {
            throw new Refusal(PortOneError.PAYMENT_NOT_WAITING_FOR_DEPOSIT);
        }
        return payment;
    }
}
