package dev.paysaga.psp.simulator.scenario;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The faults that can be scripted, and the steps that each can befall. */
public enum Fault {
    F01("none: the normal course", Step.CONFIRM, Step.CANCEL, Step.LOOKUP, Step.WEBHOOK, Step.TRANSACTIONS),
    F02("declined", Step.CONFIRM),
    F03("secret key refused", Step.CONFIRM, Step.CANCEL, Step.LOOKUP, Step.TRANSACTIONS),
    F04("done, but the answer is lost", Step.CONFIRM, Step.CANCEL),
    F05("neither done nor answered", Step.CONFIRM, Step.CANCEL, Step.LOOKUP, Step.TRANSACTIONS),
    F06("slow", Step.CONFIRM, Step.CANCEL, Step.LOOKUP, Step.TRANSACTIONS),
    F07("server error, not done", Step.CONFIRM, Step.CANCEL, Step.LOOKUP, Step.TRANSACTIONS),
    F08("server error, yet done", Step.CONFIRM, Step.CANCEL),
    F09("temporary error, bound to its key", Step.CONFIRM, Step.CANCEL),
    F10("the same key is being processed", Step.CONFIRM, Step.CANCEL),
    F11("the payment is being processed", Step.CONFIRM),
    F13("the approval window has passed", Step.CONFIRM),
    F14("amount refused", Step.CONFIRM),
    F15("success with a spoilt body", Step.CONFIRM, Step.CANCEL, Step.LOOKUP),
    F16("a proxy's HTML error page", Step.CONFIRM, Step.CANCEL, Step.LOOKUP, Step.TRANSACTIONS),
    F17("too many requests", Step.CONFIRM, Step.CANCEL, Step.LOOKUP, Step.TRANSACTIONS),
    C06("cancelled later, or not (PortOne; Toss takes the normal course)", Step.CANCEL),
    C07("too late for a refund", Step.CANCEL),
    W01("the same webhook twice, then the same event under a new id", Step.WEBHOOK),
    W02("held back until the order's next webhook has gone, or for delayMillis", Step.WEBHOOK),
    W03("sent before the call that caused it is answered", Step.WEBHOOK),
    W04("never sent", Step.WEBHOOK),
    W05("a forged one goes before it", Step.WEBHOOK),
    W06("a copy signed ten minutes ago follows it", Step.WEBHOOK),
    W07("two signatures, the second is valid (PortOne; Toss does not sign)", Step.WEBHOOK),
    W08("its first delivery counts as refused, so it is sent again by the schedule", Step.WEBHOOK),
    W09("one of an unknown type goes before it", Step.WEBHOOK);

    private final String meaning;
    // Filled once, and never given away.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Step> steps;

    Fault(String meaning, Step first, Step... more) {
        this.meaning = meaning;
        this.steps = EnumSet.of(first, more);
    }

    public boolean befalls(Step step) {
        return steps.contains(step);
    }

    /** The ways in which it can happen, the usual one first; empty when there is but one. */
    public List<String> variants() {
        return switch (this) {
            case F15 -> Arrays.stream(Distortion.values()).map(Enum::name).toList();
            case C06 -> Arrays.stream(LateCancel.values()).map(Enum::name).toList();
            case W05 -> Arrays.stream(Forgery.values()).map(Enum::name).toList();
            default -> List.of();
        };
    }

    /** Those that can be scripted for a step, in words. */
    public static List<String> builtFor(Step step) {
        return Arrays.stream(values())
                .filter(fault -> fault.befalls(step))
                .map(fault -> fault.name() + " (" + fault.meaning + ")")
                .toList();
    }
}
