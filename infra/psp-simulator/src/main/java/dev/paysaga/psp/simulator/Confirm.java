package dev.paysaga.psp.simulator;

import java.time.Clock;
import tools.jackson.databind.JsonNode;

/** The merchant confirms what the buyer has authenticated: the money moves here. */
record Confirm(String paymentKey, String orderId, long amount, Truth truth, Clock clock, Ids ids) implements Operation {

    /** @throws Refusal when a field is missing or malformed */
    static Confirm parse(JsonNode body, Truth truth, Clock clock, Ids ids) {
        return new Confirm(
                Fields.text(body, "paymentKey", 200),
                Fields.orderId(body),
                Fields.amount(body, "amount"),
                truth,
                clock,
                ids);
    }

    @Override
    public Step step() {
        return Step.CONFIRM;
    }

    @Override
    public Outcome proceed() {
        Payment approved = confirmable().approved(clock.instant(), ids.transactionKey(), ids.approveNo());
        TruthEntry.Movement capture = new TruthEntry.Movement(
                TruthEntry.Movement.Kind.CAPTURE,
                String.valueOf(approved.lastTransactionKey()),
                approved.totalAmount());
        return Outcome.changed(
                new TruthEntry.Change(approved, capture), new Answer.WithPayment(approved, Distortion.NONE));
    }

    @Override
    public Outcome decline(TossError error) {
        Payment payment = confirmable();
        Payment ended = error.equals(TossError.NOT_FOUND_PAYMENT_SESSION)
                ? payment.expired()
                : payment.aborted(ids.transactionKey(), new Payment.Failure(error.code(), error.message()));
        return Outcome.changed(new TruthEntry.Change(ended, null), error);
    }

    private Payment confirmable() {
        Payment payment = truth.payment(paymentKey)
                .map(found -> found.asOf(clock.instant()))
                .orElseThrow(() -> new Refusal(TossError.NOT_FOUND_PAYMENT));
        if (!payment.orderId().equals(orderId)) {
            throw new Refusal(TossError.NOT_FOUND_PAYMENT_SESSION);
        }
        return switch (payment.status()) {
            case READY, EXPIRED -> throw new Refusal(TossError.NOT_FOUND_PAYMENT_SESSION);
            case DONE, ABORTED, CANCELED, PARTIAL_CANCELED -> throw new Refusal(TossError.ALREADY_PROCESSED_PAYMENT);
            case IN_PROGRESS -> {
                if (payment.totalAmount() != amount) {
                    throw new Refusal(TossError.INVALID_REQUEST);
                }
                yield payment;
            }
        };
    }
}
