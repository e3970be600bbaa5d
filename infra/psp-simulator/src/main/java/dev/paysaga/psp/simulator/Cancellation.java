package dev.paysaga.psp.simulator;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The merchant gives money back.
 *
 * @param amount null for all that is left
 * @param refundable what the merchant believes is left: nothing is cancelled when it is not; null to not ask
 */
record Cancellation(
        String paymentKey,
        String reason,
        @Nullable Long amount,
        @Nullable Long refundable,
        @Nullable String currency,
        Truth truth,
        Clock clock,
        Ids ids)
        implements Operation {

    /** @throws Refusal when a field is missing or malformed */
    static Cancellation parse(String paymentKey, JsonNode body, Truth truth, Clock clock, Ids ids) {
        return new Cancellation(
                paymentKey,
                Fields.text(body, "cancelReason", 200),
                body.hasNonNull("cancelAmount") ? Fields.amount(body, "cancelAmount") : null,
                body.hasNonNull("refundableAmount") ? Fields.wholeNumber(body, "refundableAmount") : null,
                body.hasNonNull("currency") ? Fields.text(body, "currency", 3) : null,
                truth,
                clock,
                ids);
    }

    @Override
    public Step step() {
        return Step.CANCEL;
    }

    @Override
    public Outcome proceed() {
        Payment payment = cancelable();
        long canceled = amount == null ? payment.balanceAmount() : amount;
        String transactionKey = ids.transactionKey();
        Payment after = payment.canceled(canceled, reason, clock.instant(), transactionKey);
        TruthEntry.Movement cancel = new TruthEntry.Movement(TruthEntry.Movement.Kind.CANCEL, transactionKey, canceled);
        return Outcome.changed(new TruthEntry.Change(after, cancel), new Answer.WithPayment(after, Distortion.NONE));
    }

    @Override
    public Outcome decline(TossError error) {
        cancelable();
        return Outcome.answered(error);
    }

    private Payment cancelable() {
        Payment payment = truth.payment(paymentKey)
                .map(found -> found.asOf(clock.instant()))
                .orElseThrow(() -> new Refusal(TossError.NOT_FOUND_PAYMENT));
        switch (payment.status()) {
            case READY, IN_PROGRESS, ABORTED, EXPIRED -> throw new Refusal(TossError.NOT_CANCELABLE_PAYMENT);
            case CANCELED -> throw new Refusal(TossError.ALREADY_CANCELED_PAYMENT);
            case DONE, PARTIAL_CANCELED -> {}
        }
        if (currency != null && !currency.equals(payment.currency())) {
            throw new Refusal(TossError.INVALID_REQUEST);
        }
        if (payment.balanceAmount() == 0 || (amount != null && amount > payment.balanceAmount())) {
            throw new Refusal(TossError.NOT_CANCELABLE_AMOUNT);
        }
        if (refundable != null && refundable != payment.balanceAmount()) {
            throw new Refusal(TossError.NOT_MATCHES_REFUNDABLE_AMOUNT);
        }
        return payment;
    }
}
