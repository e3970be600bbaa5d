package dev.paysaga.psp.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A key executes once and then repeats its answer, errors included. It belongs to an API key, an address and a method;
 * the body is no part of it.
 */
final class IdempotencyKeys {

    /** Characters. */
    static final int MAX_LENGTH = 300;
    /** Counted from the first use. */
    static final Duration VALIDITY = Duration.ofDays(15);

    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final String apiKey;
    private final Truth truth;
    private final Executions executions;
    private final Clock clock;

    /** @param apiKey what stands for the API key */
    IdempotencyKeys(String apiKey, Truth truth, Executions executions, Clock clock) {
        this.apiKey = apiKey;
        this.truth = truth;
        this.executions = executions;
        this.clock = clock;
    }

    /** @param first executes the call and binds its answer to the scope that it is given */
    Execution once(TossApi.Call call, String key, Function<String, Execution> first) {
        if (key.isBlank() || key.length() > MAX_LENGTH) {
            return executions.refuse(call, TossError.INVALID_IDEMPOTENCY_KEY);
        }
        String scope =
                apiKey + " " + call.request().method() + " " + call.request().path() + " " + key;
        Optional<TruthEntry.Binding> bound = binding(scope);
        if (bound.isPresent()) {
            return executions.replay(call, bound.get());
        }
        if (!running.add(scope)) {
            return executions.refuse(call, TossError.IDEMPOTENT_REQUEST_PROCESSING);
        }
        try {
            // The first request may have ended between the look and the claim.
            return binding(scope)
                    .map(binding -> executions.replay(call, binding))
                    .orElseGet(() -> first.apply(scope));
        } finally {
            running.remove(scope);
        }
    }

    private Optional<TruthEntry.Binding> binding(String scope) {
        return truth.binding(scope)
                .filter(binding -> clock.instant().isBefore(binding.at().plus(VALIDITY)));
    }
}
