package dev.paysaga.psp.simulator.truth;

import dev.paysaga.psp.simulator.scenario.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * What happened to one order. Captures are counted as they were made, payment by payment: an order charged through two
 * payment keys shows two.
 */
public record OrderTruth(
        String orderId,
        List<String> paymentKeys,
        List<Movement> movements,
        List<OrderTruth.Call> calls,
        List<WebhookLog> webhooks) {

    OrderTruth(String orderId) {
        this(orderId, new ArrayList<>(1), new ArrayList<>(1), new ArrayList<>(2), new ArrayList<>(1));
    }

    /** Amounts in minor units. */
    public record Sums(String orderId, long captures, long capturedAmount, long cancels, long canceledAmount) {}

    public record View(
            String orderId,
            long captures,
            long capturedAmount,
            long cancels,
            long canceledAmount,
            List<RequestView> requests) {}

    /**
     * @param fault the scripted one, or null
     * @param status decided on, delivered or not; null when nothing was answered or is yet
     * @param answered whether the answer was sent
     * @param replayed whether it was the stored answer of an earlier request with the same key
     */
    public record RequestView(
            Instant at,
            String method,
            String path,
            @Nullable String idempotencyKey,
            @Nullable JsonNode body,
            @Nullable Fault fault,
            @Nullable Integer status,
            boolean answered,
            boolean replayed) {}

    Sums sums() {
        return new Sums(
                orderId,
                count(Movement.Kind.CAPTURE) - count(Movement.Kind.REVERSAL),
                total(Movement.Kind.CAPTURE) - total(Movement.Kind.REVERSAL),
                count(Movement.Kind.CANCEL),
                total(Movement.Kind.CANCEL));
    }

    View view() {
        Sums sums = sums();
        return new View(
                orderId,
                sums.captures(),
                sums.capturedAmount(),
                sums.cancels(),
                sums.canceledAmount(),
                calls.stream().map(Call::view).toList());
    }

    private long count(Movement.Kind kind) {
        return movements.stream().filter(movement -> movement.kind() == kind).count();
    }

    private long total(Movement.Kind kind) {
        return movements.stream()
                .filter(movement -> movement.kind() == kind)
                .mapToLong(Movement::amount)
                .sum();
    }

    /** One request and what has become of it so far. Guarded by the {@link Truth} that holds it. */
    public static final class Call {

        private final TruthEntry.Received received;
        private @Nullable Fault fault;
        private @Nullable Integer status;
        private boolean replayed;
        private boolean answered;

        Call(TruthEntry.Received received) {
            this.received = received;
        }

        void decided(TruthEntry.Decided decided) {
            fault = decided.fault();
            status = decided.status();
            replayed = decided.replayed();
        }

        void sent() {
            answered = true;
        }

        private RequestView view() {
            return new RequestView(
                    received.at(),
                    received.method(),
                    received.path(),
                    received.idempotencyKey(),
                    body(),
                    fault,
                    status,
                    answered,
                    replayed);
        }

        /** As JSON where it is JSON, otherwise as text. */
        private @Nullable JsonNode body() {
            if (received.body().isEmpty()) {
                return null;
            }
            try {
                return Json.MAPPER.readTree(received.body());
            } catch (JacksonException e) {
                return StringNode.valueOf(received.body());
            }
        }
    }
}
