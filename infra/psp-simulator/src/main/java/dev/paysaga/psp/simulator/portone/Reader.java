package dev.paysaga.psp.simulator.portone;

import dev.paysaga.psp.simulator.call.Refusal;
import dev.paysaga.psp.simulator.truth.Payment;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a merchant's request. All throw {@link Refusal} INVALID_REQUEST. */
final class Reader {

    private Reader() {}

    static String text(JsonNode body, String field, int maxLength) {
        JsonNode value = body.path(field);
        if (!value.isString()
                || value.stringValue().isBlank()
                || value.stringValue().length() > maxLength) {
            throw new Refusal(PortOneError.INVALID_REQUEST);
        }
        return value.stringValue();
    }

    static @Nullable String textIfGiven(JsonNode body, String field) {
        return body.hasNonNull(field) ? text(body, field, 200) : null;
    }

    /** @param least the smallest that is allowed */
    static @Nullable Long amountIfGiven(JsonNode body, String field, long least) {
        if (!body.hasNonNull(field)) {
            return null;
        }
        JsonNode value = body.path(field);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > Payment.MAX_AMOUNT) {
            throw new Refusal(PortOneError.INVALID_REQUEST);
        }
        return value.longValue();
    }

    static boolean flag(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (body.hasNonNull(field) && !value.isBoolean()) {
            throw new Refusal(PortOneError.INVALID_REQUEST);
        }
        return value.asBoolean(false);
    }

    static JsonNode object(JsonNode body) {
        if (!body.isObject()) {
            throw new Refusal(PortOneError.INVALID_REQUEST);
        }
        return body;
    }
}
