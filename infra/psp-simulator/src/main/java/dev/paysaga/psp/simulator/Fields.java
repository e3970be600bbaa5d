package dev.paysaga.psp.simulator;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a merchant's request. All throw {@link Refusal} INVALID_REQUEST. */
final class Fields {

    static final Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9_-]{6,64}");
    /** Largest amount, in minor units: what fits a JSON number exactly. */
    static final long MAX_AMOUNT = 1L << 53;

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
        if (!ORDER_ID.matcher(orderId).matches()) {
            throw new Refusal(TossError.INVALID_REQUEST);
        }
        return orderId;
    }

    /** From 1 up. */
    static long amount(JsonNode body, String field) {
        long amount = wholeNumber(body, field);
        if (amount < 1 || amount > MAX_AMOUNT) {
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
