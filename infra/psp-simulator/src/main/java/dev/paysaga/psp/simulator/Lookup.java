package dev.paysaga.psp.simulator;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** The merchant asks how a payment stands. */
record Lookup(Supplier<Optional<Payment>> found, Clock clock) implements Operation {

    @Override
    public Step step() {
        return Step.LOOKUP;
    }

    @Override
    public Outcome proceed() {
        Payment payment = found.get().orElseThrow(() -> new Refusal(TossError.NOT_FOUND_PAYMENT));
        return Outcome.answered(new Answer.WithPayment(payment.asOf(clock.instant()), Distortion.NONE));
    }

    @Override
    public Outcome decline(TossError error) {
        return Outcome.answered(error);
    }
}
