package dev.paysaga.psp.simulator.call;

import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A key executes once and then repeats its answer, errors included. It belongs to an API key, an address and a method;
 * the body is no part of it.
 */
final class IdempotencyKeys {

    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Provider provider;
    private final Truth truth;
    private final Executions executions;
    private final Clock clock;

    IdempotencyKeys(Provider provider, Truth truth, Executions executions, Clock clock) {
        this.provider = provider;
        this.truth = truth;
        this.executions = executions;
        this.clock = clock;
    }

    /**
     * @param header as sent
     * @param first executes the call and binds its answer to the scope that it is given
     */
    Execution once(Call call, String header, Function<String, Execution> first) {
        Optional<String> key = provider.idempotencyKey(header);
        if (key.isEmpty()) {
            return executions.refuse(call, Trouble.IDEMPOTENCY_KEY_MALFORMED);
        }
        String scope = provider.fingerprint() + " " + call.request().method() + " "
                + call.request().path() + " " + key.get();
        Optional<TruthEntry.Binding> bound = binding(scope);
        if (bound.isPresent()) {
            return executions.replay(call, bound.get());
        }
        if (!running.add(scope)) {
            return executions.refuse(call, Trouble.IDEMPOTENCY_KEY_BUSY);
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
                .filter(binding -> clock.instant().isBefore(binding.at().plus(provider.idempotencyKeyValidity())));
    }
}
