package dev.paysaga.psp.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries out calls, one at a time per payment, and writes down what came of each before anybody is told. */
final class Executions {

    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Truth truth;
    private final Scenarios scenarios;
    private final Clock clock;
    private final Ids ids;
    private final boolean bindServerErrors;

    /** @param bindServerErrors whether a key keeps a 5xx answer as it keeps any other; the provider does not say */
    Executions(Truth truth, Scenarios scenarios, Clock clock, Ids ids, boolean bindServerErrors) {
        this.truth = truth;
        this.scenarios = scenarios;
        this.clock = clock;
        this.ids = ids;
        this.bindServerErrors = bindServerErrors;
    }

    /** @param scope what the answer is bound to; null for a call without a key */
    Execution run(TossApi.Call call, List<String> parts, @Nullable String scope) {
        String testCode = call.request().header("TossPayments-Test-Code");
        if (testCode != null) {
            TossError error = TossError.withCode(testCode).orElse(TossError.INVALID_TEST_CODE);
            return decide(call, null, Outcome.answered(error), scope);
        }
        try {
            Operation operation = operation(call, parts);
            return switch (operation) {
                case Lookup lookup -> play(call, lookup, scope);
                case Confirm confirm -> confirm(call, confirm, scope);
                case Cancellation cancellation ->
                    locked(lock(cancellation.paymentKey()), () -> play(call, cancellation, scope));
            };
        } catch (Refusal refusal) {
            return decide(call, null, Outcome.answered(refusal.error()), scope);
        }
    }

    Execution refuse(TossApi.Call call, TossError error) {
        return decide(call, null, Outcome.answered(error).unbound(), null);
    }

    Execution replay(TossApi.Call call, TruthEntry.Binding binding) {
        truth.record(
                new TruthEntry.Decided(call.number(), null, binding.answer().status(), true, null, null));
        return new Execution(binding.answer(), true, Duration.ZERO, call.traceId() + "," + binding.traceId());
    }

    private Operation operation(TossApi.Call call, List<String> parts) {
        boolean payments =
                parts.size() > 2 && parts.get(0).equals("v1") && parts.get(1).equals("payments");
        String what =
                call.request().method() + " " + (payments ? String.join("/", parts.subList(2, parts.size())) : "");
        if (payments && what.equals("POST confirm")) {
            return Confirm.parse(call.body(), truth, clock, ids);
        }
        if (payments && parts.size() == 4 && what.equals("POST " + parts.get(2) + "/cancel")) {
            return Cancellation.parse(parts.get(2), call.body(), truth, clock, ids);
        }
        if (payments && parts.size() == 4 && what.equals("GET orders/" + parts.get(3))) {
            return new Lookup(() -> truth.paymentOf(parts.get(3)), clock);
        }
        if (payments && parts.size() == 3 && what.equals("GET " + parts.get(2))) {
            return new Lookup(() -> truth.payment(parts.get(2)), clock);
        }
        throw new Refusal(TossError.NOT_FOUND);
    }

    /** A second confirm does not wait for the first: the provider refuses it. */
    private Execution confirm(TossApi.Call call, Confirm confirm, @Nullable String scope) {
        ReentrantLock lock = lock(confirm.paymentKey());
        if (!lock.tryLock()) {
            return decide(call, null, Outcome.answered(TossError.ALREADY_PROCESSING_REQUEST), scope);
        }
        try {
            return play(call, confirm, scope);
        } finally {
            lock.unlock();
        }
    }

    private Execution play(TossApi.Call call, Operation operation, @Nullable String scope) {
        Optional<Scenarios.Scripted> scripted = scenarios.take(operation.step(), call.orderId());
        Fault fault = scripted.map(Scenarios.Scripted::fault).orElse(null);
        Outcome outcome;
        try {
            outcome = Faults.play(scripted.orElse(Scenarios.Scripted.NONE), operation);
        } catch (Refusal refusal) {
            outcome = Outcome.answered(refusal.error());
        }
        return decide(call, fault, outcome, scope);
    }

    /** The one commit point. */
    private Execution decide(TossApi.Call call, @Nullable Fault fault, Outcome outcome, @Nullable String scope) {
        Answer answer = outcome.answer();
        truth.record(new TruthEntry.Decided(
                call.number(),
                fault,
                answer == null ? null : answer.status(),
                false,
                outcome.change(),
                outcome.bound() ? binding(call, answer, scope) : null));
        return new Execution(answer, outcome.delivered(), outcome.hold(), call.traceId());
    }

    private TruthEntry.@Nullable Binding binding(TossApi.Call call, @Nullable Answer answer, @Nullable String scope) {
        if (scope == null || answer == null || (answer.status() >= 500 && !bindServerErrors)) {
            return null;
        }
        return new TruthEntry.Binding(scope, clock.instant(), answer, call.traceId());
    }

    private ReentrantLock lock(String paymentKey) {
        // Nothing to guard where nothing was issued, and made-up keys must not fill the memory.
        return truth.payment(paymentKey).isEmpty()
                ? new ReentrantLock()
                : locks.computeIfAbsent(paymentKey, any -> new ReentrantLock());
    }

    private static Execution locked(ReentrantLock lock, Supplier<Execution> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
