package dev.paysaga.psp.simulator.call;

import dev.paysaga.psp.simulator.scenario.Distortion;
import dev.paysaga.psp.simulator.scenario.LateCancel;
import dev.paysaga.psp.simulator.scenario.Scenarios;
import dev.paysaga.psp.simulator.truth.Answer;

/** What each fault does to a call: one case each, and nowhere else. */
final class Faults {

    private Faults() {}

    /** @throws Refusal when the fault lets the call reach the provider's rules and they say no */
    static Outcome play(Scenarios.Scripted scripted, Operation operation, Provider provider) {
        return switch (scripted.fault()) {
            case F01 -> operation.proceed();
            case F02 -> operation.decline(Trouble.DECLINED);
            case F03 -> says(Trouble.KEY_REFUSED, operation, provider).unbound();
            // Done and bound before the connection is held: a repeat with the same key gets the answer at once.
            case F04 -> operation.proceed().lost(scripted.pause());
            case F05 -> Outcome.nothing(scripted.pause());
            // Done at the end of the wait: who gives up early and asks is told IN_PROGRESS, and DONE later.
            case F06 -> {
                pause(scripted);
                yield operation.proceed();
            }
            case F07 -> says(Trouble.INTERNAL_ERROR, operation, provider);
            case F08 -> operation.proceed().saying(answer(Trouble.UNKNOWN_ERROR, operation, provider));
            case F09 -> says(Trouble.TEMPORARY, operation, provider);
            case F10 -> says(Trouble.IDEMPOTENCY_KEY_BUSY, operation, provider).unbound();
            case F11 -> says(Trouble.PAYMENT_BUSY, operation, provider);
            case F13 -> operation.decline(Trouble.WINDOW_PASSED);
            case F14 -> says(Trouble.AMOUNT_REFUSED, operation, provider);
            case F15 -> operation.proceed().spoilt(scripted.variant(Distortion.class));
            // The provider has not seen the request, so it has bound nothing to the key.
            case F16 -> Outcome.answered(new GatewayPage()).unbound();
            case F17 -> says(Trouble.TOO_MANY_REQUESTS, operation, provider).unbound();
            case C06 -> operation.later(scripted.variant(LateCancel.class), scripted.pause());
            case C07 -> operation.decline(Trouble.TOO_LATE_FOR_REFUND);
            case W01, W02, W03, W04, W05, W06, W07, W08, W09 ->
                throw new IllegalStateException(scripted.fault() + " befalls webhooks, not calls");
        };
    }

    private static Outcome says(Trouble trouble, Operation operation, Provider provider) {
        return Outcome.answered(answer(trouble, operation, provider));
    }

    private static Answer answer(Trouble trouble, Operation operation, Provider provider) {
        return provider.say(trouble, operation.step());
    }

    private static void pause(Scenarios.Scripted scripted) {
        try {
            Thread.sleep(scripted.pause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while a slow call was running", e);
        }
    }
}
