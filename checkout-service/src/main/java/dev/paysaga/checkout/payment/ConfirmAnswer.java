package dev.paysaga.checkout.payment;

import java.time.Instant;

/** What a confirm at the payment-service has brought. */
public sealed interface ConfirmAnswer {

    /** The provider has the buyer's money. */
    record Approved() implements ConfirmAnswer {}

    /** The provider has refused. */
    record Declined(String code, String message) implements ConfirmAnswer {}

    /** The buyer will transfer the money, until then at the latest. */
    record WaitingForDeposit(Instant dueAt) implements ConfirmAnswer {}

    /** The payment-service has it in hand and does not know the outcome yet. */
    record Undecided() implements ConfirmAnswer {}

    /** The payment-service confirms this order with another payment key. */
    record OtherKey() implements ConfirmAnswer {}

    /** It could not be asked, or does not know the order yet: the same call may succeed in a moment. */
    record NotNow(String reason) implements ConfirmAnswer {}

    /** It refuses the call itself. Asking again at once is of no use; somebody must look. */
    record Refused(String reason) implements ConfirmAnswer {}

    /** What a payment in this state means. */
    static ConfirmAnswer of(PaymentView payment) {
        return switch (payment.status()) {
            case SUCCESS -> new Approved();
            case FAILURE -> {
                PaymentView.Failure failure = payment.failure();
                yield failure == null
                        ? new Declined("PAYMENT_DECLINED", "The payment was declined.")
                        : new Declined(failure.code(), failure.message());
            }
            case NOT_STARTED, EXECUTING, UNKNOWN ->
                payment.depositDueAt() == null ? new Undecided() : new WaitingForDeposit(payment.depositDueAt());
        };
    }

    /**
     * What an answer that is no payment means.
     *
     * @param status of HTTP, 400 or more
     * @param body a problem, perhaps
     */
    static ConfirmAnswer ofRefusal(int status, String body) {
        if (status >= 500 || status == 404 || status == 429) {
            return new NotNow("it answered " + status);
        }
        if (status == 409 && body.contains("urn:paysaga:problem:payment-key-mismatch")) {
            return new OtherKey();
        }
        return new Refused(status + " " + body);
    }
}
