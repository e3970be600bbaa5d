package dev.paysaga.psp.simulator;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The faults that can be scripted, and the steps that each can befall. What each does is in {@link Faults}. */
enum Fault {
    F01("none: the normal course", Step.CONFIRM, Step.CANCEL, Step.LOOKUP),
    F02("declined", Step.CONFIRM),
    F03("secret key refused", Step.CONFIRM, Step.CANCEL, Step.LOOKUP),
    F04("done, but the answer is lost", Step.CONFIRM, Step.CANCEL),
    F05("neither done nor answered", Step.CONFIRM, Step.CANCEL, Step.LOOKUP),
    F06("slow", Step.CONFIRM, Step.CANCEL, Step.LOOKUP),
    F07("server error, not done", Step.CONFIRM, Step.CANCEL, Step.LOOKUP),
    F08("server error, yet done", Step.CONFIRM, Step.CANCEL),
    F09("temporary error, bound to its key", Step.CONFIRM, Step.CANCEL),
    F10("the same key is being processed", Step.CONFIRM, Step.CANCEL),
    F11("the payment is being processed", Step.CONFIRM),
    F13("the approval window has passed", Step.CONFIRM),
    F14("amount refused", Step.CONFIRM),
    F15("success with a spoilt body", Step.CONFIRM, Step.CANCEL, Step.LOOKUP),
    F16("a proxy's HTML error page", Step.CONFIRM, Step.CANCEL, Step.LOOKUP),
    F17("too many requests", Step.CONFIRM, Step.CANCEL, Step.LOOKUP),
    C07("too late for a refund", Step.CANCEL);

    private final String meaning;
    // Filled once, and never given away.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Step> steps;

    Fault(String meaning, Step first, Step... more) {
        this.meaning = meaning;
        this.steps = EnumSet.of(first, more);
    }

    boolean befalls(Step step) {
        return steps.contains(step);
    }

    /** Those that can be scripted for a step, in words. */
    static List<String> builtFor(Step step) {
        return Arrays.stream(values())
                .filter(fault -> fault.befalls(step))
                .map(fault -> fault.name() + " (" + fault.meaning + ")")
                .toList();
    }
}
