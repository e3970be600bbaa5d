package dev.paysaga.payment.domain;

/** What a look at the provider tells about a payment. */
public sealed interface LookupOutcome {

    /** The payment has ended there. */
    record Ended(ConfirmOutcome outcome) implements LookupOutcome {}

    /**
     * The provider has not taken the money so far; within its time it may still be asked to.
     *
     * @param gone whether the provider does not know the payment (any more), so that it cannot be taking the money either
     */
    record NotTaken(String why, boolean gone) implements LookupOutcome {}

    /** The provider tells something that we must not act upon by ourselves: another amount, a refund that we never made. */
    record Contradiction(String what) implements LookupOutcome {}

    /** No usable answer: look again later. */
    record NoAnswer(String why) implements LookupOutcome {}
}
