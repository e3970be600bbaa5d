package dev.paysaga.psp.simulator.portone;

import dev.paysaga.psp.simulator.call.Ids;
import dev.paysaga.psp.simulator.call.Operation;
import dev.paysaga.psp.simulator.call.Outcome;
import dev.paysaga.psp.simulator.call.Refusal;
import dev.paysaga.psp.simulator.call.Trouble;
import dev.paysaga.psp.simulator.scenario.Distortion;
import dev.paysaga.psp.simulator.scenario.Step;
import dev.paysaga.psp.simulator.truth.Movement;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentMethod;
import dev.paysaga.psp.simulator.truth.PaymentStatus;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The merchant confirms by hand what the buyer has agreed to. Every check but the token is left out where it is null.
 */
record PortOneConfirm(
        String paymentId,
        String paymentToken,
        @Nullable String txId,
        @Nullable String currency,
        @Nullable Long totalAmount,
        @Nullable Long taxFreeAmount,
        @Nullable Boolean isTest,
        boolean quiet,
        Truth truth,
        Clock clock,
        Ids ids)
        implements Operation {

    /** @throws Refusal when a field is missing or malformed */
    static PortOneConfirm parse(String paymentId, JsonNode body, Truth truth, Clock clock, Ids ids) {
        return new PortOneConfirm(
                paymentId,
                Reader.text(Reader.object(body), "paymentToken", 200),
                Reader.textIfGiven(body, "txId"),
                Reader.textIfGiven(body, "currency"),
                Reader.amountIfGiven(body, "totalAmount", 0),
                Reader.amountIfGiven(body, "taxFreeAmount", 0),
                body.hasNonNull("isTest") ? Reader.flag(body, "isTest") : null,
                Reader.flag(body, "skipWebhook"),
                truth,
                clock,
                ids);
    }

    @Override
    public Step step() {
        return Step.CONFIRM;
    }

    @Override
    public String paymentKey() {
        return paymentToken;
    }

    @Override
    public Outcome proceed() {
        Payment payment = confirmable();
        Instant now = clock.instant();
        boolean account = payment.method() == PaymentMethod.VIRTUAL_ACCOUNT;
        Payment after = account
                ? payment.waiting(now, ids.transactionKey())
                : payment.approved(now, ids.transactionKey(), ids.approveNo());
        Movement movement = account
                ? Movement.of(Movement.Kind.ISSUE, after, 0)
                : Movement.of(Movement.Kind.CAPTURE, after, after.totalAmount());
        return Outcome.changed(
                new TruthEntry.Change(after, movement, null, quiet),
                new PortOneAnswer.Confirmed(PortOnePaymentBody.pgTxId(after), now, Distortion.NONE));
    }

    @Override
    public Outcome decline(Trouble trouble) {
        Payment payment = confirmable();
        PortOneError error = PortOneWords.of(trouble, Step.CONFIRM);
        Instant now = clock.instant();
        Payment ended = trouble == Trouble.WINDOW_PASSED
                ? payment.expired(now)
                : payment.aborted(
                        now,
                        ids.transactionKey(),
                        new Payment.Failure(String.valueOf(error.pgCode()), error.message()));
        return Outcome.changed(TruthEntry.Change.of(ended, null), error);
    }

    private Payment confirmable() {
        List<Payment> attempts = truth.attempts(Psp.PORTONE, paymentId);
        if (attempts.isEmpty()) {
            throw new Refusal(PortOneError.PAYMENT_NOT_FOUND);
        }
        if (attempts.stream().anyMatch(attempt -> attempt.approvedAt() != null)) {
            throw new Refusal(PortOneError.ALREADY_PAID);
        }
        Payment payment = attempts.stream()
                .filter(attempt -> attempt.paymentKey().equals(paymentToken))
                .map(attempt -> attempt.asOf(clock.instant()))
                .filter(attempt -> attempt.status() == PaymentStatus.IN_PROGRESS)
                .findFirst()
                .orElseThrow(() -> new Refusal(PortOneError.INVALID_PAYMENT_TOKEN));
        if (!describes(payment)) {
            throw new Refusal(PortOneError.INFORMATION_MISMATCH);
        }
        return payment;
    }

    private boolean describes(Payment payment) {
        return (txId == null || txId.equals(payment.paymentKey()))
                && (currency == null || currency.equals(payment.currency()))
                && (totalAmount == null || totalAmount == payment.totalAmount())
                && (taxFreeAmount == null || taxFreeAmount == 0)
                && (isTest == null || isTest);
    }
}
