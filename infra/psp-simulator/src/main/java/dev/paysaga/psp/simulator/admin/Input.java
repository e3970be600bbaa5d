package dev.paysaga.psp.simulator.admin;

import dev.paysaga.psp.simulator.http.Problem;
import dev.paysaga.psp.simulator.http.Request;
import dev.paysaga.psp.simulator.truth.Json;
import dev.paysaga.psp.simulator.truth.Payment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads the JSON object in a request to the simulator, and says of each field what is wrong with it. */
final class Input {

    /** Thrown when all has been read. */
    static final class Malformed extends RuntimeException {

        private final transient List<Problem.FieldError> errors;

        Malformed(List<Problem.FieldError> errors) {
            super("fields are malformed", null, false, false);
            this.errors = errors;
        }

        List<Problem.FieldError> errors() {
            return errors;
        }
    }

    private final JsonNode body;
    private final List<Problem.FieldError> errors = new ArrayList<>();

    private Input(JsonNode body) {
        this.body = body;
    }

    /** @throws Malformed when the body is not one JSON object */
    static Input of(Request request) {
        try {
            JsonNode body = Json.MAPPER.readTree(request.body());
            if (body.isObject()) {
                return new Input(body);
            }
        } catch (JacksonException e) {
            // Said below, as of any other body that is no object.
        }
        throw new Malformed(
                List.of(new Problem.FieldError("", "the body must be one JSON object, without repeated keys")));
    }

    /** A misspelt option must not look as if it had been heard. */
    void nothingBut(String... known) {
        for (String name : body.propertyNames()) {
            if (!Arrays.asList(known).contains(name)) {
                reject(name, "is not known; this takes " + String.join(", ", known));
            }
        }
    }

    /** @throws Malformed when anything read so far was wrong */
    void check() {
        if (!errors.isEmpty()) {
            throw new Malformed(List.copyOf(errors));
        }
    }

    boolean has(String field) {
        return body.hasNonNull(field);
    }

    String orderId() {
        String orderId = body.path("orderId").asString("");
        if (!body.path("orderId").isString()
                || !Payment.ORDER_ID.matcher(orderId).matches()) {
            reject("orderId", "must be 6 to 64 letters, digits, '-' or '_'");
        }
        return orderId;
    }

    @Nullable
    String orderIdIfGiven() {
        return has("orderId") ? orderId() : null;
    }

    String text(String field, String fallback) {
        if (!has(field)) {
            return fallback;
        }
        if (!body.path(field).isString()
                || body.path(field).stringValue().isBlank()
                || body.path(field).stringValue().length() > 100) {
            reject(field, "must be a text of 1 to 100 characters");
        }
        return body.path(field).asString("");
    }

    /** @param fallback used when it is at least the smallest allowed */
    long number(String field, long fallback, long min, long max) {
        JsonNode value = body.path(field);
        if (!has(field) && fallback >= min) {
            return fallback;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            reject(field, "must be a whole number from " + min + " to " + max);
            return min;
        }
        return value.longValue();
    }

    /** Upper and lower case are the same; the answer is in upper case. */
    String oneOf(String field, @Nullable String fallback, List<String> allowed) {
        if (fallback != null && !has(field)) {
            return fallback;
        }
        String value = body.path(field).asString("");
        if (allowed.stream().noneMatch(value::equalsIgnoreCase)) {
            reject(field, "must be one of " + String.join(", ", allowed));
        }
        return value.toUpperCase(Locale.ROOT);
    }

    <E extends Enum<E>> E constant(String field, @Nullable E fallback, Class<E> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        String name = oneOf(field, fallback == null ? null : fallback.name(), names);
        return names.contains(name) ? Enum.valueOf(type, name) : type.getEnumConstants()[0];
    }

    String raw(String field) {
        return body.path(field).asString("");
    }

    void reject(String field, String message) {
        errors.add(new Problem.FieldError(field, message));
    }
}
