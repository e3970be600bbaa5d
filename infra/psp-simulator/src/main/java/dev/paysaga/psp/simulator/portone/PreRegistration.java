package dev.paysaga.psp.simulator.portone;

import dev.paysaga.psp.simulator.call.Operation;
import dev.paysaga.psp.simulator.call.Outcome;
import dev.paysaga.psp.simulator.call.Refusal;
import dev.paysaga.psp.simulator.call.Trouble;
import dev.paysaga.psp.simulator.scenario.Step;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The merchant fixes what a payment is to cost before the window opens. No scripted fault meets it. */
record PreRegistration(String paymentId, @Nullable Long totalAmount, Truth truth) implements Operation {

    /** @throws Refusal when a field is malformed */
    static PreRegistration parse(String paymentId, JsonNode body, Truth truth) {
        if (!Payment.ORDER_ID.matcher(paymentId).matches()) {
            throw new Refusal(PortOneError.INVALID_REQUEST);
        }
        Reader.textIfGiven(Reader.object(body), "currency");
        return new PreRegistration(paymentId, Reader.amountIfGiven(body, "totalAmount", 1), truth);
    }

    @Override
    public @Nullable Step step() {
        return null;
    }

    @Override
    public Outcome proceed() {
        if (truth.attempts(Psp.PORTONE, paymentId).stream().anyMatch(attempt -> attempt.approvedAt() != null)) {
            throw new Refusal(PortOneError.ALREADY_PAID);
        }
        truth.record(new TruthEntry.Registered(paymentId, totalAmount));
        return Outcome.answered(new PortOneAnswer.Ready("{}"));
    }

    @Override
    public Outcome decline(Trouble trouble) {
        return Outcome.answered(PortOneWords.of(trouble, null));
    }
}
