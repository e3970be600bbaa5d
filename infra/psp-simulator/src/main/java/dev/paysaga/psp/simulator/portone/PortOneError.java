package dev.paysaga.psp.simulator.portone;

import dev.paysaga.psp.simulator.truth.Answer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A refusal in PortOne's words.
 *
 * @param type what a client decides on
 * @param pgCode the code of the provider behind PortOne; on PG_PROVIDER alone
 */
public record PortOneError(
        int status, String type, String message, @Nullable String pgCode) implements Answer {

    static final PortOneError INVALID_REQUEST = error(400, "INVALID_REQUEST", "The request is not valid.");
    static final PortOneError INVALID_PAYMENT_TOKEN =
            error(400, "INVALID_PAYMENT_TOKEN", "The payment token is not known, or not good any more.");
    static final PortOneError UNAUTHORIZED = error(401, "UNAUTHORIZED", "Send 'PortOne ' and the API secret.");
    static final PortOneError FORBIDDEN = error(403, "FORBIDDEN", "The store is not one of yours.");
    static final PortOneError NOT_FOUND = error(404, "NOT_FOUND", "There is nothing at this address.");
    static final PortOneError PAYMENT_NOT_FOUND = error(404, "PAYMENT_NOT_FOUND", "There is no such payment.");
    static final PortOneError ALREADY_PAID = error(409, "ALREADY_PAID", "The payment is paid already.");
    static final PortOneError INFORMATION_MISMATCH =
            error(409, "INFORMATION_MISMATCH", "The payment is not the one that the request describes.");
    static final PortOneError PAYMENT_NOT_PAID = error(409, "PAYMENT_NOT_PAID", "The payment is not paid.");
    static final PortOneError PAYMENT_NOT_WAITING_FOR_DEPOSIT =
            error(409, "PAYMENT_NOT_WAITING_FOR_DEPOSIT", "No virtual account of the payment waits for a deposit.");
    static final PortOneError PAYMENT_ALREADY_CANCELLED =
            error(409, "PAYMENT_ALREADY_CANCELLED", "The payment has been cancelled already.");
    static final PortOneError CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN = error(
            409,
            "CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN",
            "The cancellable amount is not what is left. Nothing is cancelled.");
    static final PortOneError CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT =
            error(409, "CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT", "The amount is more than what is left to cancel.");
    static final PortOneError CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT =
            error(409, "CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT", "The tax is more than what is left of it.");
    static final PortOneError CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT = error(
            409,
            "CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT",
            "The tax-free amount is more than what is left of it.");
    static final PortOneError SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT =
            error(409, "SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT", "Tax and tax-free amount are more than the amount.");
    static final PortOneError MAX_CANCEL_COUNT_REACHED =
            error(409, "MAX_CANCEL_COUNT_REACHED", "The payment has been cancelled in too many parts.");
    static final PortOneError IDEMPOTENCY_OUTSTANDING_REQUEST =
            error(409, "IDEMPOTENCY_OUTSTANDING_REQUEST", "The first request with this key is still running.");
    /** Not documented by the provider, as its limits are not. */
    static final PortOneError TOO_MANY_REQUESTS = error(429, "TOO_MANY_REQUESTS", "Too many requests.");
    /** Not documented by the provider. */
    static final PortOneError INTERNAL_SERVER_ERROR = error(500, "INTERNAL_SERVER_ERROR", "The processing failed.");

    private static PortOneError error(int status, String type, String message) {
        return new PortOneError(status, type, message, null);
    }

    /** The provider behind PortOne has said no. */
    static PortOneError pgProvider(String pgCode) {
        return new PortOneError(502, "PG_PROVIDER", "The provider behind PortOne returned an error.", pgCode);
    }

    @Override
    public String body() {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("type", type).put("message", message);
        if (pgCode != null) {
            body.put("pgCode", pgCode).put("pgMessage", "In the words of the provider behind: " + pgCode + ".");
        }
        return body.toString();
    }
}
