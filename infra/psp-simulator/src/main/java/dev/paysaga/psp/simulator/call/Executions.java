package dev.paysaga.psp.simulator.call;

import dev.paysaga.psp.simulator.scenario.Fault;
import dev.paysaga.psp.simulator.scenario.Scenarios;
import dev.paysaga.psp.simulator.scenario.Step;
import dev.paysaga.psp.simulator.truth.Answer;
import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries out calls, one at a time per payment, and writes down what came of each before anybody is told. */
public final class Executions {

    private final Provider provider;
    private final Truth truth;
    private final Scenarios scenarios;
    private final Locks locks;
    private final Changes changes;
    private final Clock clock;
    private final boolean bindServerErrors;

    /** @param bindServerErrors whether a key keeps a 5xx answer as it keeps any other; no provider says */
    public Executions(
            Provider provider,
            Truth truth,
            Scenarios scenarios,
            Locks locks,
            Changes changes,
            Clock clock,
            boolean bindServerErrors) {
        this.provider = provider;
        this.truth = truth;
        this.scenarios = scenarios;
        this.locks = locks;
        this.changes = changes;
        this.clock = clock;
        this.bindServerErrors = bindServerErrors;
    }

    /** @param scope what the answer is bound to; null for a call without a key */
    Execution run(Call call, @Nullable String scope) {
        Optional<Answer> dictated = provider.dictated(call.request());
        if (dictated.isPresent()) {
            return decide(call, null, Outcome.answered(dictated.get()), scope);
        }
        try {
            Operation operation = provider.operation(call);
            if (operation.step() == Step.CONFIRM) {
                return confirm(call, operation, scope);
            }
            return locks.locked(operation.paymentKey(), () -> play(call, operation, scope));
        } catch (Refusal refusal) {
            return decide(call, null, Outcome.answered(refusal.answer()), scope);
        }
    }

    Execution refuse(Call call, Trouble trouble) {
        return refuse(call, provider.say(trouble, null));
    }

    Execution refuse(Call call, Answer answer) {
        return decide(call, null, Outcome.answered(answer).unbound(), null);
    }

    Execution replay(Call call, TruthEntry.Binding binding) {
        truth.record(
                new TruthEntry.Decided(call.number(), null, binding.answer().status(), true, null, null));
        return new Execution(binding.answer(), true, Duration.ZERO, call.traceId() + "," + binding.traceId());
    }

    /** A second confirm does not wait for the first: the provider refuses it. */
    private Execution confirm(Call call, Operation confirm, @Nullable String scope) {
        return locks.ifFree(confirm.paymentKey(), () -> play(call, confirm, scope))
                .orElseGet(() ->
                        decide(call, null, Outcome.answered(provider.say(Trouble.PAYMENT_BUSY, Step.CONFIRM)), scope));
    }

    private Execution play(Call call, Operation operation, @Nullable String scope) {
        Step step = operation.step();
        Optional<Scenarios.Scripted> scripted = step == null ? Optional.empty() : scenarios.take(step, call.orderId());
        Fault fault = scripted.map(Scenarios.Scripted::fault).orElse(null);
        Outcome outcome;
        try {
            outcome = Faults.play(scripted.orElse(Scenarios.Scripted.NONE), operation, provider);
        } catch (Refusal refusal) {
            outcome = Outcome.answered(refusal.answer());
        }
        return decide(call, fault, outcome, scope);
    }

    /** The one commit point. */
    private Execution decide(Call call, @Nullable Fault fault, Outcome outcome, @Nullable String scope) {
        Answer answer = outcome.answer();
        truth.record(new TruthEntry.Decided(
                call.number(),
                fault,
                answer == null ? null : answer.status(),
                false,
                outcome.change(),
                outcome.bound() ? binding(call, answer, scope) : null));
        if (outcome.change() != null) {
            changes.happened(outcome.change());
        }
        return new Execution(answer, outcome.delivered(), outcome.hold(), call.traceId());
    }

    private TruthEntry.@Nullable Binding binding(Call call, @Nullable Answer answer, @Nullable String scope) {
        if (scope == null || answer == null || (answer.status() >= 500 && !bindServerErrors)) {
            return null;
        }
        return new TruthEntry.Binding(scope, clock.instant(), answer, call.traceId());
    }
}
