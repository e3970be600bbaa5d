package dev.paysaga.psp.simulator.call;

import dev.paysaga.psp.simulator.scenario.LateCancel;
import dev.paysaga.psp.simulator.scenario.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call that the provider has understood. Each method looks at the payment anew. */
public interface Operation {

    /** Which scripted faults it meets; null for none. */
    @Nullable
    Step step();

    /** Whose payment it changes; null when it changes none. */
    default @Nullable String paymentKey() {
        return null;
    }

    /**
     * The normal course.
     *
     * @throws Refusal when the rules say no
     */
    Outcome proceed();

    /**
     * The rules hold, yet the provider says no.
     *
     * @throws Refusal when the rules do not hold
     */
    Outcome decline(Trouble trouble);

    /**
     * The normal course, at a provider that cancels later.
     *
     * @param after when it ends
     * @throws Refusal when the rules say no
     */
    default Outcome later(LateCancel end, Duration after) {
        return proceed();
    }
}
