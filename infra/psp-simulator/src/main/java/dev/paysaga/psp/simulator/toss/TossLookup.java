package dev.paysaga.psp.simulator.toss;

import dev.paysaga.psp.simulator.call.Operation;
import dev.paysaga.psp.simulator.call.Outcome;
import dev.paysaga.psp.simulator.call.Refusal;
import dev.paysaga.psp.simulator.call.Trouble;
import dev.paysaga.psp.simulator.scenario.Step;
import dev.paysaga.psp.simulator.truth.Payment;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** The merchant asks how a payment stands. */
record TossLookup(Supplier<Optional<Payment>> found, Clock clock) implements Operation {

    @Override
    public Step step() {
        return Step.LOOKUP;
    }

    @Override
    public Outcome proceed() {
        Payment payment = found.get().orElseThrow(() -> new Refusal(TossError.NOT_FOUND_PAYMENT));
        return Outcome.answered(TossAnswer.of(payment.asOf(clock.instant())));
    }

    @Override
    public Outcome decline(Trouble trouble) {
        return Outcome.answered(TossWords.of(trouble, Step.LOOKUP));
    }
}
