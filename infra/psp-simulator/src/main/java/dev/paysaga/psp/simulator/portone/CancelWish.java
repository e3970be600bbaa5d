package dev.paysaga.psp.simulator.portone;

import dev.paysaga.psp.simulator.call.Refusal;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentMethod;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a merchant asks for when it cancels, and the rules for it.
 *
 * @param amount null for all that is left
 * @param cancellable what the merchant believes is left: nothing is cancelled when it is not; null to not ask
 * @param quiet whether no webhook is to be sent
 */
record CancelWish(
        String reason,
        @Nullable Long amount,
        @Nullable Long taxFree,
        @Nullable Long vat,
        @Nullable Long cancellable,
        JsonNode refundAccount,
        boolean quiet) {

    private static final int MOST_CANCELS = 100;

    /** @throws Refusal when a field is missing or malformed */
    static CancelWish parse(JsonNode body) {
        String requester = body.path("requester").asString("ADMIN");
        if (!requester.equals("ADMIN") && !requester.equals("CUSTOMER")) {
            throw new Refusal(PortOneError.INVALID_REQUEST);
        }
        return new CancelWish(
                Reader.text(Reader.object(body), "reason", 1000),
                Reader.amountIfGiven(body, "amount", 1),
                Reader.amountIfGiven(body, "taxFreeAmount", 0),
                Reader.amountIfGiven(body, "vatAmount", 0),
                Reader.amountIfGiven(body, "currentCancellableAmount", 0),
                body.path("refundAccount"),
                Reader.flag(body, "skipWebhook"));
    }

    long amountOf(Payment payment) {
        return amount == null ? payment.cancelableAmount() : amount;
    }

    /** @throws Refusal when the payment cannot be cancelled so */
    void check(Payment payment) {
        if (payment.approvedAt() == null) {
            throw new Refusal(PortOneError.PAYMENT_NOT_PAID);
        }
        if (payment.balanceAmount() == 0) {
            throw new Refusal(PortOneError.PAYMENT_ALREADY_CANCELLED);
        }
        if (cancellable != null && cancellable != payment.cancelableAmount()) {
            throw new Refusal(PortOneError.CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN);
        }
        long wanted = amountOf(payment);
        if (wanted == 0 || wanted > payment.cancelableAmount()) {
            throw new Refusal(PortOneError.CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT);
        }
        checkTax(payment, wanted);
        if (payment.cancels().size() >= MOST_CANCELS) {
            throw new Refusal(PortOneError.MAX_CANCEL_COUNT_REACHED);
        }
        if (payment.method() == PaymentMethod.VIRTUAL_ACCOUNT) {
            checkRefundAccount();
        }
    }

    private void checkTax(Payment payment, long wanted) {
        long tax = vat == null ? 0 : vat;
        long free = taxFree == null ? 0 : taxFree;
        if (free > 0) {
            throw new Refusal(PortOneError.CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT);
        }
        if (tax > wanted) {
            throw new Refusal(PortOneError.SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT);
        }
        if (tax > PortOnePaymentBody.vat(payment.cancelableAmount())) {
            throw new Refusal(PortOneError.CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT);
        }
    }

    private void checkRefundAccount() {
        for (String field : new String[] {"bank", "number", "holderName"}) {
            Reader.text(refundAccount, field, 60);
        }
    }
}
