package dev.paysaga.psp.simulator.portone;

import dev.paysaga.psp.simulator.call.Operation;
import dev.paysaga.psp.simulator.call.Outcome;
import dev.paysaga.psp.simulator.call.Refusal;
import dev.paysaga.psp.simulator.call.Trouble;
import dev.paysaga.psp.simulator.scenario.Distortion;
import dev.paysaga.psp.simulator.scenario.Step;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.Truth;
import java.time.Clock;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The merchant asks how a payment stands.
 *
 * @param all whether all attempts are wanted, not only the one that counts
 */
record PortOneLookup(String paymentId, boolean all, Shop shop, Truth truth, Clock clock) implements Operation {

    @Override
    public Step step() {
        return Step.LOOKUP;
    }

    @Override
    public Outcome proceed() {
        Payment payment = truth.paymentOf(Psp.PORTONE, paymentId)
                .map(found -> found.asOf(clock.instant()))
                .orElseThrow(() -> new Refusal(PortOneError.PAYMENT_NOT_FOUND));
        return Outcome.answered(all ? attempts() : new PortOneAnswer.Read(payment, shop, Distortion.NONE));
    }

    private PortOneAnswer attempts() {
        List<Payment> attempts = truth.attempts(Psp.PORTONE, paymentId);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode items = body.putArray("items");
        attempts.forEach(attempt -> items.add(PortOnePaymentBody.of(attempt.asOf(clock.instant()), shop)));
        return new PortOneAnswer.Ready(body.toString());
    }

    @Override
    public Outcome decline(Trouble trouble) {
        return Outcome.answered(PortOneWords.of(trouble, Step.LOOKUP));
    }
}
