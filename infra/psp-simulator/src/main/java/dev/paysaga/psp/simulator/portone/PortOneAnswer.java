package dev.paysaga.psp.simulator.portone;

import dev.paysaga.psp.simulator.call.Spoilable;
import dev.paysaga.psp.simulator.scenario.Distortion;
import dev.paysaga.psp.simulator.truth.Answer;
import dev.paysaga.psp.simulator.truth.Payment;
import java.time.Instant;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A success of PortOne: always 200. */
interface PortOneAnswer extends Spoilable {

    @Override
    default int status() {
        return 200;
    }

    /** The payment itself. */
    record Read(Payment payment, Shop shop, Distortion distortion) implements PortOneAnswer {

        @Override
        public Answer spoilt(Distortion how) {
            return new Read(payment, shop, how);
        }

        @Override
        public String body() {
            return text(PortOnePaymentBody.of(payment, shop), distortion);
        }
    }

    /** The confirm has succeeded. It names neither the amount nor the order. */
    record Confirmed(String pgTxId, Instant paidAt, Distortion distortion) implements PortOneAnswer {

        @Override
        public Answer spoilt(Distortion how) {
            return new Confirmed(pgTxId, paidAt, how);
        }

        @Override
        public String body() {
            ObjectNode body = JsonNodeFactory.instance
                    .objectNode()
                    .put("pgTxId", pgTxId)
                    .put("paidAt", PortOnePaymentBody.time(paidAt));
            return text(body, distortion);
        }
    }

    /** What has become of a cancel: it need not have succeeded. */
    record Canceled(Payment payment, String cancelId, Distortion distortion) implements PortOneAnswer {

        @Override
        public Answer spoilt(Distortion how) {
            return new Canceled(payment, cancelId, how);
        }

        @Override
        public String body() {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.set(
                    "cancellation",
                    PortOnePaymentBody.cancellation(payment.cancel(cancelId).orElseThrow()));
            return text(body, distortion);
        }
    }

    /** Anything else, ready as it is. */
    record Ready(String text) implements PortOneAnswer {

        @Override
        public Answer spoilt(Distortion how) {
            return this;
        }

        @Override
        public String body() {
            return text;
        }
    }

    private static String text(ObjectNode body, Distortion distortion) {
        distortion.spoil(body);
        return body.toString();
    }
}
