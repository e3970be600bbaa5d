package dev.paysaga.payment.domain;

/** What a look at the provider tells about a payment. */
public sealed interface LookupOutcome {

    /** The provider knows the payment, and it is the one that we asked about. */
    record Found(ProviderPayment payment) implements LookupOutcome {}

    /** The provider does not know such a payment (yet, or any more): it has not taken money for it. */
    record NotFound(String code) implements LookupOutcome {}

    /** The provider tells something that we must not act upon by ourselves: another amount, another order. */
    record Contradiction(String what) implements LookupOutcome {}

    /** No usable answer: look again later. */
    record NoAnswer(String why) implements LookupOutcome {}

    /** The provider does not take us for who we are: ours to repair, then look again. */
    record ConfigError(String code, String message) implements LookupOutcome {}
}
