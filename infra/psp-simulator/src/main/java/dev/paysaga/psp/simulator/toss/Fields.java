package dev.paysaga.psp.simulator.toss;

import dev.paysaga.psp.simulator.call.Refusal;
import dev.paysaga.psp.simulator.truth.Payment;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a merchant's request. All throw {@link Refusal} INVALID_REQUEST. */
final class Fields {

    private Fields() {}

    static String text(JsonNode body, String field, int maxLength) {
        JsonNode value = body.path(field);
        if (!value.isString()
                || value.stringValue().isBlank()
                || value.stringValue().length() > maxLength) {
            throw new Refusal(TossError.INVALID_REQUEST);
        }
        return value.stringValue();
    }

    static String orderId(JsonNode body) {
        String orderId = text(body, "orderId", 64);
        if (!Payment.ORDER_ID.matcher(orderId).matches()) {
            throw new Refusal(TossError.INVALID_REQUEST);
        }
        return orderId;
    }

    /** From 1 up. */
    static long amount(JsonNode body, String field) {
        long amount = wholeNumber(body, field);
        if (amount < 1 || amount > Payment.MAX_AMOUNT) {
            throw new Refusal(TossError.INVALID_REQUEST);
        }
        return amount;
    }

    static long wholeNumber(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new Refusal(TossError.INVALID_REQUEST);
        }
        return value.longValue();
    }
}
