package dev.paysaga.psp.simulator;

/** A call that the provider has understood. Each method looks at the payment anew. */
sealed interface Operation permits Confirm, Cancellation, Lookup {

    Step step();

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
    Outcome decline(TossError error);
}
