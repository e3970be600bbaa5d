package dev.paysaga.psp.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Reads what the simulator's own endpoints take, and says of each field what is wrong with it. */
final class SimInput {

    /** Milliseconds. */
    private static final long LONGEST_PAUSE = 600_000;

    /** Milliseconds. */
    private static final long USUAL_DELAY = 3000;

    private static final int MOST_TIMES = 1_000_000;

    private final JsonNode body;
    private final List<Problem.FieldError> errors = new ArrayList<>();

    private SimInput(Optional<JsonNode> body) {
        this.body = body.orElse(MissingNode.getInstance());
    }

    sealed interface Result<T> {}

    record Valid<T>(T value) implements Result<T> {}

    record Invalid<T>(List<Problem.FieldError> errors) implements Result<T> {}

    /** A payment window that the buyer has finished. */
    record Window(String orderId, String orderName, long amount, String currency, PaymentMethod method) {}

    /** @param body empty when there was no JSON object */
    static Result<Window> payment(Optional<JsonNode> body) {
        SimInput in = new SimInput(body);
        in.oneOf("psp", null, List.of("TOSS"));
        String orderId = in.orderId();
        long amount = in.number("amount", 0, 1, Fields.MAX_AMOUNT);
        String currency = in.oneOf("currency", null, List.of("KRW"));
        String method = in.oneOf("method", "CARD", names(PaymentMethod.values()));
        String orderName = in.text("orderName", "Order " + orderId);
        return in.result(() -> new Window(orderId, orderName, amount, currency, PaymentMethod.valueOf(method)));
    }

    /** @param body empty when there was no JSON object */
    static Result<Scenarios.Scenario> scenario(Optional<JsonNode> body) {
        SimInput in = new SimInput(body);
        String orderId = in.body.hasNonNull("orderId") ? in.orderId() : null;
        in.nothingBut("orderId", "step", "fault", "times", "holdMillis", "delayMillis", "variant");
        String step = in.oneOf("step", null, List.of("confirm", "cancel", "lookup", "webhook"));
        String fault = in.fault(step);
        long times = in.number("times", 1, 1, MOST_TIMES);
        boolean slow = fault.equals("F06");
        long pause = in.number(slow ? "delayMillis" : "holdMillis", slow ? USUAL_DELAY : 0, 0, LONGEST_PAUSE);
        String variant = in.oneOf("variant", "AMOUNT", names(Distortion.values()));
        return in.result(() -> new Scenarios.Scenario(
                orderId,
                Step.valueOf(step),
                new Scenarios.Scripted(Fault.valueOf(fault), Duration.ofMillis(pause), Distortion.valueOf(variant)),
                (int) times));
    }

    /** A misspelt option must not look as if it had been heard. */
    private void nothingBut(String... known) {
        for (String name : body.propertyNames()) {
            if (!Arrays.asList(known).contains(name)) {
                reject(name, "is not known; this takes " + String.join(", ", known));
            }
        }
    }

    private <T> Result<T> result(Supplier<T> value) {
        if (!body.isObject()) {
            return new Invalid<>(
                    List.of(new Problem.FieldError("", "the body must be one JSON object, without repeated keys")));
        }
        return errors.isEmpty() ? new Valid<>(value.get()) : new Invalid<>(List.copyOf(errors));
    }

    private String orderId() {
        String orderId = body.path("orderId").asString("");
        if (!body.path("orderId").isString()
                || !Fields.ORDER_ID.matcher(orderId).matches()) {
            reject("orderId", "must be 6 to 64 letters, digits, '-' or '_'");
        }
        return orderId;
    }

    private String text(String field, String fallback) {
        if (!body.hasNonNull(field)) {
            return fallback;
        }
        if (!body.path(field).isString()
                || body.path(field).stringValue().isBlank()
                || body.path(field).stringValue().length() > 100) {
            reject(field, "must be a text of 1 to 100 characters");
        }
        return body.path(field).asString("");
    }

    private long number(String field, long fallback, long min, long max) {
        JsonNode value = body.path(field);
        if (!body.hasNonNull(field) && fallback >= min) {
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

    /** Upper and lower case are the same. */
    private String oneOf(String field, @Nullable String fallback, List<String> allowed) {
        if (fallback != null && !body.hasNonNull(field)) {
            return fallback;
        }
        String value = body.path(field).asString("");
        if (allowed.stream().noneMatch(value::equalsIgnoreCase)) {
            reject(field, "must be one of " + String.join(", ", allowed));
        }
        return value.toUpperCase(Locale.ROOT);
    }

    private String fault(String step) {
        String name = body.path("fault").asString("");
        for (Step known : Step.values()) {
            if (known.name().equals(step)) {
                boolean built =
                        Stream.of(Fault.values()).anyMatch(fault -> fault.name().equals(name) && fault.befalls(known));
                if (!built) {
                    List<String> faults = Fault.builtFor(known);
                    reject(
                            "fault",
                            faults.isEmpty()
                                    ? "no fault is built for this step yet"
                                    : "must be one of those built for this step: " + String.join(", ", faults));
                }
            }
        }
        return name;
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toList());
    }

    private void reject(String field, String message) {
        errors.add(new Problem.FieldError(field, message));
    }
}
