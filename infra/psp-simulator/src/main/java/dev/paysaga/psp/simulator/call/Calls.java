package dev.paysaga.psp.simulator.call;

import dev.paysaga.psp.simulator.http.Handler;
import dev.paysaga.psp.simulator.http.Reply;
import dev.paysaga.psp.simulator.http.Request;
import dev.paysaga.psp.simulator.truth.Answer;
import dev.paysaga.psp.simulator.truth.Json;
import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Where the calls for one provider come in: who is asking, whether it was asked before, and what the answer is. */
public final class Calls implements Handler {

    private final Provider provider;
    private final Executions executions;
    private final IdempotencyKeys keys;
    private final Truth truth;
    private final Clock clock;
    private final Ids ids;

    public Calls(Provider provider, Executions executions, Truth truth, Clock clock, Ids ids) {
        this.provider = provider;
        this.executions = executions;
        this.keys = new IdempotencyKeys(provider, truth, executions, clock);
        this.truth = truth;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Reply handle(Request request) {
        JsonNode body = json(request);
        String orderId = provider.orderId(request, body);
        String key = request.method().equals("POST") ? request.header("Idempotency-Key") : null;
        Call call = new Call(truth.nextCall(), orderId, request, body, ids.traceId());
        truth.record(new TruthEntry.Received(
                call.number(), clock.instant(), orderId, request.method(), request.path(), key, request.body()));

        Optional<Answer> refusal = provider.refusal(request);
        if (refusal.isPresent()) {
            return reply(call, key, executions.refuse(call, refusal.get()));
        }
        Execution execution =
                key == null ? executions.run(call, null) : keys.once(call, key, scope -> executions.run(call, scope));
        return reply(call, key, execution);
    }

    @Override
    public Reply broken() {
        Answer answer = provider.say(Trouble.BROKEN, null);
        return new Reply.Content(
                answer.status(), answer.contentType(), provider.headers(null, ""), answer.body(), () -> {});
    }

    private Reply reply(Call call, @Nullable String key, Execution execution) {
        Answer answer = execution.answer();
        if (answer == null || !execution.delivered()) {
            return new Reply.Silence(execution.hold());
        }
        return new Reply.Content(
                answer.status(),
                answer.contentType(),
                provider.headers(key, execution.traceIds()),
                answer.body(),
                () -> truth.record(new TruthEntry.Sent(call.number())));
    }

    /** Missing when the body is no JSON, or is not declared as JSON. */
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
}
