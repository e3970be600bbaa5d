package dev.paysaga.psp.simulator.toss;

import dev.paysaga.psp.simulator.call.Spoilable;
import dev.paysaga.psp.simulator.scenario.Distortion;
import dev.paysaga.psp.simulator.truth.Answer;
import dev.paysaga.psp.simulator.truth.Payment;
import tools.jackson.databind.node.ObjectNode;

/** 200, with a payment. */
public record TossAnswer(Payment payment, Distortion distortion) implements Spoilable {

    static TossAnswer of(Payment payment) {
        return new TossAnswer(payment, Distortion.NONE);
    }

    @Override
    public int status() {
        return 200;
    }

    @Override
    public Answer spoilt(Distortion how) {
        return new TossAnswer(payment, how);
    }

    @Override
    public String body() {
        ObjectNode body = TossPaymentBody.of(payment);
        distortion.spoil(body);
        return body.toString();
    }
}
