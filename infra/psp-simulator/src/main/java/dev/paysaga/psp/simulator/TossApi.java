package dev.paysaga.psp.simulator;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The contract of Toss Payments: who is asking, which request it is, and what the answer looks like. */
final class TossApi {

    private final Credentials credentials;
    private final IdempotencyKeys keys;
    private final Executions executions;
    private final Truth truth;
    private final Clock clock;
    private final Ids ids;

    TossApi(Credentials credentials, IdempotencyKeys keys, Executions executions, Truth truth, Clock clock, Ids ids) {
        this.credentials = credentials;
        this.keys = keys;
        this.executions = executions;
        this.truth = truth;
        this.clock = clock;
        this.ids = ids;
    }

    Reply handle(Request request) {
        JsonNode body = json(request);
        List<String> parts = request.parts();
        String orderId = orderIdOf(parts, body);
        String key = request.method().equals("POST") ? request.header("Idempotency-Key") : null;
        Call call = new Call(truth.nextCall(), orderId, request, body, ids.traceId());
        truth.record(new TruthEntry.Received(
                call.number(), clock.instant(), orderId, request.method(), request.path(), key, request.body()));

        Optional<TossError> refusal = credentials.refusal(request.header("Authorization"));
        if (refusal.isPresent()) {
            return reply(call, key, executions.refuse(call, refusal.get()));
        }
        Execution execution = key == null
                ? executions.run(call, parts, null)
                : keys.once(call, key, scope -> executions.run(call, parts, scope));
        return reply(call, key, execution);
    }

    private Reply reply(Call call, @Nullable String key, Execution execution) {
        Answer answer = execution.answer();
        if (answer == null || !execution.delivered()) {
            return new Reply.Silence(execution.hold());
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("x-tosspayments-trace-id", execution.traceIds());
        if (key != null) {
            headers.put("idempotency-key", key);
        }
        String type = answer instanceof Answer.GatewayPage ? "text/html" : "application/json";
        return new Reply.Content(
                answer.status(), type, headers, body(answer), () -> truth.record(new TruthEntry.Sent(call.number())));
    }

    /** The bytes of an answer, as text: the same for the same answer, always. */
    static String body(Answer answer) {
        return switch (answer) {
            case Answer.WithPayment success -> {
                ObjectNode body = TossPaymentBody.of(success.payment());
                success.distortion().spoil(body);
                yield body.toString();
            }
            case TossError error ->
                JsonNodeFactory.instance
                        .objectNode()
                        .put("code", error.code())
                        .put("message", error.message())
                        .toString();
            case Answer.GatewayPage page -> "<html><body><h1>502 Bad Gateway</h1></body></html>";
        };
    }

    /** The order that a request is about, as far as it says so; null when it does not. */
    private @Nullable String orderIdOf(List<String> parts, JsonNode body) {
        boolean byOrder = parts.size() == 4 && parts.get(2).equals("orders");
        String named = byOrder ? parts.get(3) : body.path("orderId").asString("");
        if (Fields.ORDER_ID.matcher(named).matches()) {
            return named;
        }
        String paymentKey = body.path("paymentKey").asString(parts.size() > 2 ? parts.get(2) : "");
        return truth.payment(paymentKey).map(Payment::orderId).orElse(null);
    }

    /** Missing when the body is no JSON object, or is not declared as JSON. */
    private static JsonNode json(Request request) {
        String type = request.header("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return MissingNode.getInstance();
        }
        try {
            return Json.MAPPER.readTree(request.body());
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** A request under way. */
    record Call(long number, @Nullable String orderId, Request request, JsonNode body, String traceId) {}
}
