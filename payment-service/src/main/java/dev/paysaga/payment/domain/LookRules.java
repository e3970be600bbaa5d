package dev.paysaga.payment.domain;

import static dev.paysaga.payment.domain.Verdict.Concern.DEPOSIT_LATE;
import static dev.paysaga.payment.domain.Verdict.Concern.DEPOSIT_TAKEN_BACK;
import static dev.paysaga.payment.domain.Verdict.Concern.OUTCOME_UNKNOWN;
import static dev.paysaga.payment.domain.Verdict.Concern.PROVIDER_CONTRADICTS;

import dev.paysaga.payment.domain.ConfirmOutcome.Approved;
import dev.paysaga.payment.domain.ConfirmOutcome.Declined;
import dev.paysaga.payment.domain.ConfirmOutcome.WaitingForDeposit;
import dev.paysaga.payment.domain.ProviderPayment.Failure;
import dev.paysaga.payment.domain.ProviderPayment.Status;
import dev.paysaga.payment.domain.Verdict.AskAgain;
import dev.paysaga.payment.domain.Verdict.GiveBack;
import dev.paysaga.payment.domain.Verdict.GiveUp;
import dev.paysaga.payment.domain.Verdict.LookLater;
import dev.paysaga.payment.domain.Verdict.NothingNew;
import dev.paysaga.payment.domain.Verdict.Raise;
import dev.paysaga.payment.domain.Verdict.Repair;
import dev.paysaga.payment.domain.Verdict.Take;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's account of a payment means for it: our stage x what the provider says. Decides only; nothing here
 * asks, writes or knows the time.
 */
public final class LookRules {

    private LookRules() {}

    /**
     * What we know ourselves.
     *
     * @param remaining minor units that we have and have not given back; 0 while there is no money
     * @param named whether the provider can be told which payment we mean, so that we may act on it
     * @param depositDueAt until when a deposit is, or was, waited for; absent when none is
     */
    public record Ours(
            Stage stage,
            long remaining,
            boolean named,
            @Nullable Instant depositDueAt) {}

    public static Verdict decide(Ours ours, LookupOutcome said) {
        return switch (said) {
            case LookupOutcome.Found(var payment) -> found(ours, payment);
            case LookupOutcome.NotFound(String code) -> notFound(ours.stage, code);
            case LookupOutcome.Contradiction(String what) -> new Raise(PROVIDER_CONTRADICTS, what);
            case LookupOutcome.NoAnswer(String why) -> new LookLater(why);
            case LookupOutcome.ConfigError(String code, String message) -> new Repair(code, message);
        };
    }

    private static Verdict found(Ours ours, ProviderPayment payment) {
        return switch (payment.status()) {
            case PENDING -> pending(ours.stage);
            case WAITING_FOR_DEPOSIT -> waiting(ours, payment);
            case CAPTURED -> captured(ours, payment);
            case FAILED, EXPIRED -> ended(ours.stage, payment);
        };
    }

    private static Verdict pending(Stage stage) {
        return switch (stage) {
            case ASKED -> new AskAgain("PENDING");
            // It may be taking the money this moment: not asked for again, and not given up by the clock.
            case OVERDUE, DEPOSIT_OVERDUE ->
                new Raise(OUTCOME_UNKNOWN, "Its time is over, but the provider says that it is still PENDING.");
            case APPROVED ->
                new Raise(PROVIDER_CONTRADICTS, "We have recorded an approval; the provider says PENDING.");
            case NOT_STARTED, WAITING, REFUSED, DEPOSIT_MISSED, VOID ->
                new NothingNew("The provider has not taken the money.");
        };
    }

    private static Verdict waiting(Ours ours, ProviderPayment payment) {
        return switch (ours.stage) {
            case NOT_STARTED ->
                ours.named ? waitFor(payment) : new NothingNew("An account for the buyer's deposit is open.");
            case ASKED, OVERDUE -> waitFor(payment);
            case WAITING -> new NothingNew("The provider still waits for the deposit.");
            case DEPOSIT_OVERDUE -> overdue(ours, payment);
            case APPROVED ->
                new Raise(
                        DEPOSIT_TAKEN_BACK,
                        "The deposit had come and the payment was approved; now the provider waits for a deposit again."
                                + " Nothing has been changed here: settle it with the provider.");
            case REFUSED, DEPOSIT_MISSED, VOID ->
                new NothingNew("An account is open at the provider, but no money has come.");
        };
    }

    /** PortOne never says that an account has run out: it shows it as issued, with a deadline that is over. */
    private static Verdict overdue(Ours ours, ProviderPayment payment) {
        Instant dueAt = payment.depositDueAt();
        boolean isLonger = dueAt != null && ours.depositDueAt != null && dueAt.isAfter(ours.depositDueAt);
        return isLonger
                ? waitFor(payment)
                : new Take(new Declined("DEPOSIT_EXPIRED", "No deposit came until " + dueAt + "; no money was taken."));
    }

    private static Verdict waitFor(ProviderPayment payment) {
        Instant dueAt = payment.depositDueAt();
        return dueAt == null
                ? new LookLater("The provider waits for a deposit and does not say until when")
                : new Take(new WaitingForDeposit(dueAt, null));
    }

    private static Verdict captured(Ours ours, ProviderPayment payment) {
        Instant approvedAt = payment.approvedAt();
        if (approvedAt == null) {
            return new LookLater("The provider has the money and does not say since when");
        }
        return switch (ours.stage) {
            case NOT_STARTED -> capturedUnasked(ours, payment, approvedAt);
            case ASKED, OVERDUE, WAITING, DEPOSIT_OVERDUE -> new Take(new Approved(approvedAt));
            case APPROVED ->
                payment.remaining() == ours.remaining
                        ? new NothingNew("The provider has the money, as we have recorded.")
                        : new Raise(
                                PROVIDER_CONTRADICTS,
                                "By the provider's account " + payment.remaining()
                                        + " are left of the payment, by ours " + ours.remaining
                                        + ": money was given back without us, or not as we believe.");
            case REFUSED -> capturedInVain(payment);
            case DEPOSIT_MISSED -> depositedLate(payment);
            case VOID -> capturedLate(ours, payment);
        };
    }

    private static Verdict capturedUnasked(Ours ours, ProviderPayment payment, Instant approvedAt) {
        if (payment.remaining() == 0) {
            return new NothingNew("Money had come and has been given back by the provider.");
        }
        return ours.named
                ? new Take(new Approved(approvedAt))
                : new Raise(PROVIDER_CONTRADICTS, "The provider has taken money that was not asked for.");
    }

    private static Verdict capturedInVain(ProviderPayment payment) {
        return payment.remaining() == 0
                ? new NothingNew("The money that had come late has been given back.")
                : new Raise(
                        PROVIDER_CONTRADICTS,
                        "The provider has taken the money although the payment was recorded as refused. The buyer was"
                                + " told that it failed: cancel it at the provider.");
    }

    /** Not given back by itself: only the buyer knows the bank account that it has to go to. */
    private static Verdict depositedLate(ProviderPayment payment) {
        return payment.remaining() == 0
                ? new NothingNew("The deposit that had come late has been given back.")
                : new Raise(
                        DEPOSIT_LATE,
                        "The deposit came after its time was over and the order had ended: nothing is sold for it. Ask the"
                                + " buyer for a bank account, and give it back there.");
    }

    private static Verdict capturedLate(Ours ours, ProviderPayment payment) {
        if (payment.remaining() == 0) {
            return new NothingNew("The money that had come late has been given back.");
        }
        return ours.named
                ? new GiveBack(payment.remaining())
                : new Raise(
                        PROVIDER_CONTRADICTS,
                        "The provider has taken money for a canceled checkout, and we cannot name the payment to it."
                                + " Give it back there.");
    }

    private static Verdict ended(Stage stage, ProviderPayment payment) {
        return switch (stage) {
            case ASKED, OVERDUE, WAITING, DEPOSIT_OVERDUE -> new Take(refusal(payment));
            case APPROVED ->
                new Raise(
                        PROVIDER_CONTRADICTS,
                        "We have recorded an approval; the provider says that it has ended as " + payment.status()
                                + ", without money.");
            case NOT_STARTED, REFUSED, DEPOSIT_MISSED, VOID ->
                new NothingNew("The provider has ended it without money.");
        };
    }

    private static Declined refusal(ProviderPayment payment) {
        Failure failure = payment.failure();
        if (failure != null) {
            return new Declined(failure.code(), failure.message());
        }
        return payment.status() == Status.EXPIRED
                ? new Declined("EXPIRED", "The time for paying is over; no money was taken.")
                : new Declined("FAILED", "The provider has ended it without money.");
    }

    private static Verdict notFound(Stage stage, String code) {
        return switch (stage) {
            case ASKED -> new AskAgain(code);
            case OVERDUE ->
                new GiveUp(new Declined("EXPIRED", "The provider has not taken the money in its time (" + code + ")"));
            case WAITING -> new LookLater("The provider does not find the payment that it waits for (" + code + ")");
            case DEPOSIT_OVERDUE ->
                new Raise(
                        OUTCOME_UNKNOWN,
                        "The time for the deposit is over, and the provider does not find the payment (" + code + ").");
            case APPROVED ->
                new Raise(
                        PROVIDER_CONTRADICTS,
                        "We have recorded an approval; the provider does not find the payment (" + code + ").");
            case NOT_STARTED, REFUSED, DEPOSIT_MISSED, VOID -> new NothingNew("The provider knows of no such payment.");
        };
    }
}
