package dev.paysaga.psp.simulator.call;

import dev.paysaga.psp.simulator.scenario.Distortion;
import dev.paysaga.psp.simulator.truth.Answer;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a call comes to: what changes, what is answered, and whether the client gets to see it.
 *
 * @param answer null for none, ever
 * @param change null when the payment stays as it is
 * @param bound whether the idempotency key of the call gives this answer from now on
 * @param delivered whether the answer is sent; otherwise the connection is closed without one
 * @param hold how long the connection is kept before it is closed
 */
public record Outcome(
        @Nullable Answer answer, TruthEntry.@Nullable Change change, boolean bound, boolean delivered, Duration hold) {

    public static Outcome answered(Answer answer) {
        return new Outcome(answer, null, true, true, Duration.ZERO);
    }

    public static Outcome changed(TruthEntry.Change change, Answer answer) {
        return new Outcome(answer, change, true, true, Duration.ZERO);
    }

    static Outcome nothing(Duration hold) {
        return new Outcome(null, null, false, false, hold);
    }

    Outcome unbound() {
        return new Outcome(answer, change, false, delivered, hold);
    }

    Outcome lost(Duration held) {
        return new Outcome(answer, change, bound, false, held);
    }

    /** The same deed under another answer. */
    Outcome saying(Answer other) {
        return new Outcome(other, change, bound, delivered, hold);
    }

    Outcome spoilt(Distortion distortion) {
        return answer instanceof Spoilable success ? saying(success.spoilt(distortion)) : this;
    }
}
