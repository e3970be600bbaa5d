package dev.paysaga.payment.psp;

import dev.paysaga.events.Psp;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Keeps a provider that is down, or slow, from taking the service with it: a limit on how many requests run at once, and
 * a circuit per operation that stays open for a while after too many faults. What is not sent is safe: nothing can have
 * happened, and the same request may be sent later.
 *
 * <p>Faults are silence, server errors and answers that are no JSON. What a provider decides about a payment or about our
 * keys is none, and "too many requests" counts neither way: an open circuit would not make it less true.
 */
final class ProviderGuard implements ProviderCalls {

    private static final int TOO_MANY_REQUESTS = 429;

    private final ProviderCalls calls;
    private final Predicate<Answered> decided;
    private final Bulkhead bulkhead;
    private final Map<Operation, CircuitBreaker> circuits = new EnumMap<>(Operation.class);

    /**
     * @param psp who is called, for metrics
     * @param decided whether an answer with a server error's status is a decision about the payment all the same
     */
    ProviderGuard(
            Psp psp,
            ProviderCalls calls,
            Predicate<Answered> decided,
            GuardProperties properties,
            MeterRegistry meters) {
        this.calls = calls;
        this.decided = decided;
        this.bulkhead = Bulkhead.of(
                psp.name(),
                BulkheadConfig.custom()
                        .maxConcurrentCalls(properties.callsAtOnce())
                        .maxWaitDuration(properties.longestWait())
                        .build());
        Gauge.builder(
                        "paysaga.psp.calls.free",
                        bulkhead,
                        one -> one.getMetrics().getAvailableConcurrentCalls())
                .description("Requests to the provider that could be sent at once on top of those that run")
                .tag("psp", psp.name())
                .register(meters);
        for (Operation operation : Operation.values()) {
            CircuitBreaker circuit = CircuitBreaker.of(psp + "-" + operation.label(), config(properties));
            circuits.put(operation, circuit);
            Gauge.builder("paysaga.psp.circuit.open", circuit, ProviderGuard::openness)
                    .description("0 closed, 0.5 trying, 1 open: nothing is sent")
                    .tag("psp", psp.name())
                    .tag("operation", operation.label())
                    .register(meters);
        }
    }

    @Override
    public Reply send(Operation operation, Call call) {
        if (!bulkhead.tryAcquirePermission()) {
            return new NotSent("TOO_MANY_CALLS", "Nothing was sent: too many requests to the provider run already");
        }
        try {
            CircuitBreaker circuit = circuits.get(operation);
            if (circuit == null) {
                throw new IllegalStateException("Every operation has a circuit");
            }
            return circuit.tryAcquirePermission()
                    ? counted(circuit, operation, call)
                    : new NotSent("CIRCUIT_OPEN", "Nothing was sent: the provider has failed too often just now");
        } finally {
            bulkhead.releasePermission();
        }
    }

    private Reply counted(CircuitBreaker circuit, Operation operation, Call call) {
        long begin = System.nanoTime();
        Reply reply;
        try {
            reply = calls.send(operation, call);
        } catch (RuntimeException e) {
            circuit.releasePermission();
            throw e;
        }
        long took = System.nanoTime() - begin;
        if (reply instanceof Answered(int status, String _, var _) && status == TOO_MANY_REQUESTS) {
            circuit.releasePermission();
        } else if (isFault(reply)) {
            circuit.onError(took, TimeUnit.NANOSECONDS, new ProviderFault());
        } else {
            circuit.onSuccess(took, TimeUnit.NANOSECONDS);
        }
        return reply;
    }

    private boolean isFault(Reply reply) {
        return switch (reply) {
            case Silent _ -> true;
            case NotSent _ -> false;
            case Answered answer when answer.status() == 401 || answer.status() == 403 -> false;
            case Answered answer -> !isJson(answer.body()) || (answer.status() >= 500 && !decided.test(answer));
        };
    }

    private static boolean isJson(String body) {
        String text = body.stripLeading();
        return text.startsWith("{") || text.startsWith("[");
    }

    private static double openness(CircuitBreaker circuit) {
        return switch (circuit.getState()) {
            case OPEN, FORCED_OPEN -> 1;
            case HALF_OPEN -> 0.5;
            case CLOSED, DISABLED, METRICS_ONLY -> 0;
        };
    }

    private static CircuitBreakerConfig config(GuardProperties properties) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(properties.window())
                .minimumNumberOfCalls(properties.window())
                .failureRateThreshold(properties.faultPercent())
                .slowCallRateThreshold(100)
                .slowCallDurationThreshold(java.time.Duration.ofDays(1))
                .waitDurationInOpenState(properties.openFor())
                .permittedNumberOfCallsInHalfOpenState(properties.trials())
                .build();
    }

    /** Tells the circuit that something went wrong; nobody sees it. */
    private static final class ProviderFault extends RuntimeException {

        ProviderFault() {
            super("fault", null, false, false);
        }
    }
}
