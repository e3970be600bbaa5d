package dev.paysaga.psp.simulator.call;

import dev.paysaga.psp.simulator.http.Request;
import dev.paysaga.psp.simulator.scenario.Step;
import dev.paysaga.psp.simulator.truth.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is particular to one provider. */
public interface Provider {

    /** Why a request is not let in; empty when it is. */
    Optional<Answer> refusal(Request request);

    /**
     * The order that a request is about, as far as it says so; null when it does not.
     *
     * @param body missing when there is no JSON
     */
    @Nullable
    String orderId(Request request, JsonNode body);

    /**
     * What a request asks for.
     *
     * @throws Refusal when it asks for nothing that there is, or not as it should be asked for
     */
    Operation operation(Call call);

    /** The answer that the merchant has asked for by name; empty when it has not. */
    default Optional<Answer> dictated(Request request) {
        return Optional.empty();
    }

    /** @param step of the call; null when it was not understood */
    Answer say(Trouble trouble, @Nullable Step step);

    /** The key in an Idempotency-Key header; empty when it is malformed. */
    Optional<String> idempotencyKey(String header);

    /** How long an idempotency key gives its answer, from its first use. */
    Duration idempotencyKeyValidity();

    /** Stands for the API key where the key itself must not be. */
    String fingerprint();

    /**
     * Headers of every answer.
     *
     * @param idempotencyKey as sent, or null
     * @param traceIds of the call; on a replay also that of the call that was executed
     */
    Map<String, String> headers(@Nullable String idempotencyKey, String traceIds);
}
