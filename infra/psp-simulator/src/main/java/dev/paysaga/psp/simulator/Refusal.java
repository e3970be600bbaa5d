package dev.paysaga.psp.simulator;

/** The provider's rules say no. Nothing has changed. */
final class Refusal extends RuntimeException {

    private final transient TossError error;

    Refusal(TossError error) {
        super(error.code(), null, false, false);
        this.error = error;
    }

    TossError error() {
        return error;
    }
}
