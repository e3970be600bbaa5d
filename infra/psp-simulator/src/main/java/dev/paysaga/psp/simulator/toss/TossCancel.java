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
import dev.paysaga.psp.simulator.truth.PaymentStatus;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import java.time.Clock;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The merchant gives money back, or gives up a virtual account before the deposit.
 *
 * @param amount null for all that is left
 * @param refundable what the merchant believes is left: nothing is cancelled when it is not; null to not ask
 * @param refundAccount where the money of a virtual account goes; missing when there is none
 */
record TossCancel(
        String paymentKey,
        String reason,
        @Nullable Long amount,
        @Nullable Long refundable,
        @Nullable String currency,
        JsonNode refundAccount,
        Truth truth,
        Clock clock,
        Ids ids)
        implements Operation {

    private static final Pattern ACCOUNT_NUMBER = Pattern.compile("[0-9]{1,20}");
    private static final Set<String> BANKS = Set.of("03", "06", "11", "20", "81", "88", "90", "92");

    /** @throws Refusal when a field is missing or malformed */
    static TossCancel parse(String paymentKey, JsonNode body, Truth truth, Clock clock, Ids ids) {
        return new TossCancel(
                paymentKey,
                Fields.text(body, "cancelReason", 200),
                body.hasNonNull("cancelAmount") ? Fields.amount(body, "cancelAmount") : null,
                body.hasNonNull("refundableAmount") ? Fields.wholeNumber(body, "refundableAmount") : null,
                body.hasNonNull("currency") ? Fields.text(body, "currency", 3) : null,
                body.path("refundReceiveAccount"),
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
        Payment after = payment.canceled(canceled, reason, clock.instant(), ids.transactionKey());
        Movement movement = payment.status() == PaymentStatus.WAITING_FOR_DEPOSIT
                ? Movement.of(Movement.Kind.WITHDRAWAL, after, 0)
                : Movement.of(Movement.Kind.CANCEL, after, canceled);
        return Outcome.changed(
                new TruthEntry.Change(after, movement, after.lastTransactionKey(), false), TossAnswer.of(after));
    }

    @Override
    public Outcome decline(Trouble trouble) {
        cancelable();
        return Outcome.answered(TossWords.of(trouble, Step.CANCEL));
    }

    private Payment cancelable() {
        Payment payment = truth.payment(paymentKey)
                .filter(found -> found.psp() == Psp.TOSS)
                .map(found -> found.asOf(clock.instant()))
                .orElseThrow(() -> new Refusal(TossError.NOT_FOUND_PAYMENT));
        switch (payment.status()) {
            case READY, IN_PROGRESS, ABORTED, EXPIRED -> throw new Refusal(TossError.NOT_CANCELABLE_PAYMENT);
            case CANCELED -> throw new Refusal(TossError.ALREADY_CANCELED_PAYMENT);
            case WAITING_FOR_DEPOSIT, DONE, PARTIAL_CANCELED -> {}
        }
        if (currency != null && !currency.equals(payment.currency())) {
            throw new Refusal(TossError.INVALID_REQUEST);
        }
        checkAmount(payment);
        if (payment.method() == PaymentMethod.VIRTUAL_ACCOUNT
                && payment.status() != PaymentStatus.WAITING_FOR_DEPOSIT) {
            checkRefundAccount();
        }
        return payment;
    }

    private void checkAmount(Payment payment) {
        if (payment.balanceAmount() == 0 || (amount != null && amount > payment.balanceAmount())) {
            throw new Refusal(TossError.NOT_CANCELABLE_AMOUNT);
        }
        if (payment.status() == PaymentStatus.WAITING_FOR_DEPOSIT
                && amount != null
                && amount != payment.totalAmount()) {
            throw new Refusal(TossError.NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT);
        }
        if (refundable != null && refundable != payment.balanceAmount()) {
            throw new Refusal(TossError.NOT_MATCHES_REFUNDABLE_AMOUNT);
        }
    }

    private void checkRefundAccount() {
        String holder = refundAccount.path("holderName").asString("");
        if (!refundAccount.isObject() || holder.isBlank() || holder.length() > 60) {
            throw new Refusal(TossError.INVALID_REFUND_ACCOUNT_INFO);
        }
        if (!BANKS.contains(refundAccount.path("bank").asString(""))) {
            throw new Refusal(TossError.INVALID_BANK);
        }
        if (!ACCOUNT_NUMBER
                .matcher(refundAccount.path("accountNumber").asString(""))
                .matches()) {
            throw new Refusal(TossError.INVALID_REFUND_ACCOUNT_NUMBER);
        }
    }
}
