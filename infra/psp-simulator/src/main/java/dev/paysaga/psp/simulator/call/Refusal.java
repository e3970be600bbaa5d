package dev.paysaga.psp.simulator.call;

import dev.paysaga.psp.simulator.truth.Answer;

/** The provider's rules say no. Nothing has changed. */
public final class Refusal extends RuntimeException {

    private final transient Answer answer;

    public Refusal(Answer answer) {
        super("status " + answer.status(), null, false, false);
        this.answer = answer;
    }

    public Answer answer() {
        return answer;
    }
}
