package dev.paysaga.psp.simulator;

/** What each fault does to a call: one case each, and nowhere else. */
final class Faults {

    private Faults() {}

    /** @throws Refusal when the fault lets the call reach the provider's rules and they say no */
    static Outcome play(Scenarios.Scripted scripted, Operation operation) {
        return switch (scripted.fault()) {
            case F01 -> operation.proceed();
            case F02 -> operation.decline(TossError.REJECT_CARD_PAYMENT);
            case F03 -> Outcome.answered(TossError.UNAUTHORIZED_KEY).unbound();
            // Done and bound before the connection is held: a repeat with the same key gets the answer at once.
            case F04 -> operation.proceed().lost(scripted.pause());
            case F05 -> Outcome.nothing(scripted.pause());
            // Done at the end of the wait: who gives up early and asks is told IN_PROGRESS, and DONE later.
            case F06 -> {
                pause(scripted);
                yield operation.proceed();
            }
            case F07 -> Outcome.answered(TossError.FAILED_INTERNAL_SYSTEM_PROCESSING);
            case F08 ->
                operation
                        .proceed()
                        .saying(
                                operation.step() == Step.CANCEL
                                        ? TossError.FAILED_REFUND_PROCESS
                                        : TossError.UNKNOWN_PAYMENT_ERROR);
            case F09 -> Outcome.answered(TossError.PROVIDER_ERROR);
            case F10 ->
                Outcome.answered(TossError.IDEMPOTENT_REQUEST_PROCESSING).unbound();
            case F11 -> Outcome.answered(TossError.ALREADY_PROCESSING_REQUEST);
            case F13 -> operation.decline(TossError.NOT_FOUND_PAYMENT_SESSION);
            case F14 -> Outcome.answered(TossError.INVALID_REQUEST);
            case F15 -> operation.proceed().spoilt(scripted.distortion());
            // The provider has not seen the request, so it has bound nothing to the key.
            case F16 -> Outcome.answered(new Answer.GatewayPage()).unbound();
            case F17 -> Outcome.answered(TossError.TOO_MANY_REQUESTS).unbound();
            case C07 -> operation.decline(TossError.EXCEED_MAX_REFUND_DUE);
        };
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
