package dev.paysaga.payment.domain;

/** What follows from a look at a provider. */
public sealed interface Verdict {

    /** The provider's account of the payment is an outcome: record it. */
    record Take(ConfirmOutcome outcome) implements Verdict {}

    /** The money has not been taken, and may be asked for again by whoever looks after the attempt. */
    record AskAgain(String why) implements Verdict {}

    /** The money has not been taken and cannot be any more; whoever looks after the attempt may end it. */
    record GiveUp(ConfirmOutcome.Declined outcome) implements Verdict {}

    /** Money has come that nobody wants: it goes back. */
    record GiveBack(long amount) implements Verdict {}

    /** A human must see it; nothing else changes. */
    record Raise(Concern concern, String what) implements Verdict {}

    /** The provider says what we knew, or nothing that we need. */
    record NothingNew(String text) implements Verdict {}

    /** No usable answer. */
    record LookLater(String why) implements Verdict {}

    /** The provider does not take us for who we are. */
    record Repair(String code, String message) implements Verdict {}

    /** Why a human must see it. */
    enum Concern {
        OUTCOME_UNKNOWN,
        PROVIDER_CONTRADICTS,
        DEPOSIT_TAKEN_BACK,
        DEPOSIT_LATE
    }
}
