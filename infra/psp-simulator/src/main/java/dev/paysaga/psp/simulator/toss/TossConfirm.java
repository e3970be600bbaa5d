package dev.paysaga.psp.simulator.toss;

import dev.paysaga.psp.simulator.call.Ids;
import dev.paysaga.psp.simulator.call.Operation;
import dev.paysaga.psp.simulator.call.Outcome;
import dev.paysaga.psp.simulator.call.Refusal;
import dev.paysaga.psp.simulator.call.Trouble;
import dev.paysaga.psp.simulator.scenario.Step;
import dev.paysaga.psp.simulator.truth.Movement;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentMethod;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import java.time.Clock;
import tools.jackson.databind.JsonNode;

/** The merchant confirms what the buyer has authenticated: the money moves here, or a virtual account is issued. */
record TossConfirm(String paymentKey, String orderId, long amount, Truth truth, Clock clock, Ids ids)
        implements Operation {

    /** @throws Refusal when a field is missing or malformed */
    static TossConfirm parse(JsonNode body, Truth truth, Clock clock, Ids ids) {
        return new TossConfirm(
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
        Payment payment = confirmable();
        if (payment.method() == PaymentMethod.VIRTUAL_ACCOUNT) {
            Payment waiting = payment.waiting(clock.instant(), ids.transactionKey());
            return changed(waiting, Movement.of(Movement.Kind.ISSUE, waiting, 0));
        }
        Payment approved = payment.approved(clock.instant(), ids.transactionKey(), ids.approveNo());
        return changed(approved, Movement.of(Movement.Kind.CAPTURE, approved, approved.totalAmount()));
    }

    private static Outcome changed(Payment after, Movement movement) {
        return Outcome.changed(TruthEntry.Change.of(after, movement), TossAnswer.of(after));
    }

    @Override
    public Outcome decline(Trouble trouble) {
        Payment payment = confirmable();
        TossError error = TossWords.of(trouble, Step.CONFIRM);
        Payment ended = trouble == Trouble.WINDOW_PASSED
                ? payment.expired(clock.instant())
                : payment.aborted(
                        clock.instant(), ids.transactionKey(), new Payment.Failure(error.code(), error.message()));
        return Outcome.changed(TruthEntry.Change.of(ended, null), error);
    }

    private Payment confirmable() {
        Payment payment = truth.payment(paymentKey)
                .filter(found -> found.psp() == Psp.TOSS)
                .map(found -> found.asOf(clock.instant()))
                .orElseThrow(() -> new Refusal(TossError.NOT_FOUND_PAYMENT));
        if (!payment.orderId().equals(orderId)) {
            throw new Refusal(TossError.NOT_FOUND_PAYMENT_SESSION);
        }
        return switch (payment.status()) {
            case READY, EXPIRED -> throw new Refusal(TossError.NOT_FOUND_PAYMENT_SESSION);
            case WAITING_FOR_DEPOSIT, DONE, ABORTED, CANCELED, PARTIAL_CANCELED ->
                throw new Refusal(TossError.ALREADY_PROCESSED_PAYMENT);
            case IN_PROGRESS -> {
                if (payment.totalAmount() != amount) {
                    throw new Refusal(TossError.INVALID_REQUEST);
                }
                yield payment;
            }
        };
    }
}
