package dev.paysaga.payment.saga;

import dev.paysaga.payment.cases.ManualCases;
import dev.paysaga.payment.domain.CancelRules;
import dev.paysaga.payment.domain.CancelRules.CancelVerdict;
import dev.paysaga.payment.domain.Cancellation;
import dev.paysaga.payment.domain.Cancellation.RequestedBy;
import dev.paysaga.payment.domain.ConfirmOutcome.Approved;
import dev.paysaga.payment.domain.ConfirmOutcome.Declined;
import dev.paysaga.payment.domain.LookRules;
import dev.paysaga.payment.domain.LookRules.Ours;
import dev.paysaga.payment.domain.LookupOutcome;
import dev.paysaga.payment.domain.LookupOutcome.Found;
import dev.paysaga.payment.domain.Payment;
import dev.paysaga.payment.domain.ProviderPayment;
import dev.paysaga.payment.domain.ProviderPayment.Status;
import dev.paysaga.payment.domain.Verdict;
import dev.paysaga.payment.domain.Verdict.Concern;
import dev.paysaga.payment.saga.LookAtProvider.Looked;
import dev.paysaga.payment.saga.LookAtProvider.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Does what a look says, in the caller's transaction, which holds the payment's lock. The rules are the domain's. */
@Component
class ApplyLook {

    private final RecordOutcome recordOutcome;
    private final RecordCancel recordCancel;
    private final CancelIntents intents;
    private final ManualCases cases;
    private final Alarms alarms;

    ApplyLook(
            RecordOutcome recordOutcome,
            RecordCancel recordCancel,
            CancelIntents intents,
            ManualCases cases,
            Alarms alarms) {
        this.recordOutcome = recordOutcome;
        this.recordCancel = recordCancel;
        this.intents = intents;
        this.cases = cases;
        this.alarms = alarms;
    }

    /** @param atProvider the cancel whose end is not known, if there is one */
    Seen to(Payment payment, Ours ours, @Nullable Cancellation atProvider, LookupOutcome said) {
        if (atProvider != null && said instanceof Found(var found) && found.status() == Status.CAPTURED) {
            return cancel(payment, atProvider, found);
        }
        return switch (LookRules.decide(ours, said)) {
            case Verdict.Take take -> take(payment, take, said);
            case Verdict.AskAgain(String why) ->
                new Seen(nothingNew("The provider has not taken the money so far: " + why), Next.ASK_AGAIN);
            case Verdict.GiveUp(Declined outcome) -> new Seen(nothingNew(outcome.message()), Next.giveUp(outcome));
            case Verdict.GiveBack(long amount) -> giveBack(payment, amount);
            case Verdict.Raise(Concern concern, String what) -> raise(payment, concern, what);
            case Verdict.NothingNew(String text) -> agree(payment, said, text);
            case Verdict.LookLater(String why) -> inVain("The provider gives no usable answer: " + why);
            case Verdict.Repair(String code, String message) -> {
                alarms.configError(payment.psp(), code, message);
                yield inVain("The provider refuses our credentials or settings: " + code + " " + message);
            }
        };
    }

    private Seen take(Payment payment, Verdict.Take take, LookupOutcome said) {
        recordOutcome.record(payment, take.outcome());
        if (take.outcome() instanceof Approved
                && said instanceof Found(var found)
                && found.remaining() != payment.amount()) {
            return raise(
                    payment,
                    Concern.PROVIDER_CONTRADICTS,
                    "The money was taken, but only " + found.remaining()
                            + " of it are left at the provider: somebody has given money back there.");
        }
        return applied("The provider's account is recorded: "
                + take.outcome().getClass().getSimpleName() + ".");
    }

    private Seen giveBack(Payment payment, long amount) {
        boolean laidDown = intents.unbooked(
                payment, amount, "The checkout was canceled before the money came.", RequestedBy.SYSTEM, null, false);
        return laidDown
                ? applied("Money came for a canceled checkout; it is given back.")
                : new Seen(
                        nothingNew("Money came for a canceled checkout; giving it back is under way."), Next.NOTHING);
    }

    private Seen cancel(Payment payment, Cancellation atProvider, ProviderPayment found) {
        return switch (CancelRules.decide(atProvider, found)) {
            case CancelVerdict.Done(var canceledAt) -> {
                recordCancel.succeed(payment, atProvider, canceledAt);
                yield applied("The provider has given the money back.");
            }
            case CancelVerdict.Waits _ -> {
                recordCancel.requested(payment, atProvider);
                yield new Seen(nothingNew("The provider works on giving the money back."), Next.WAIT);
            }
            case CancelVerdict.Failed _ -> {
                recordCancel.fail(payment, atProvider, "CANCEL_FAILED", "The provider took it on and could not do it.");
                yield applied("The provider could not give the money back.");
            }
            case CancelVerdict.NotExecuted _ ->
                new Seen(nothingNew("The provider has not given the money back so far."), Next.ASK_AGAIN);
            case CancelVerdict.Vanished(String what) -> raise(payment, Concern.OUTCOME_UNKNOWN, what);
            case CancelVerdict.Contradicts(String what) -> raise(payment, Concern.PROVIDER_CONTRADICTS, what);
        };
    }

    private Seen raise(Payment payment, Concern concern, String what) {
        cases.open(payment.orderId().value(), ManualCases.Kind.valueOf(concern.name()), what);
        return new Seen(new Looked(Result.CONTRADICTION, what), Next.CASE);
    }

    /** Cases that said otherwise have solved themselves once the provider tells of the same money as we do. */
    private Seen agree(Payment payment, LookupOutcome said, String text) {
        if (said instanceof Found(var found) && found.status() == Status.CAPTURED) {
            List<String> order = List.of(payment.orderId().value());
            cases.close(
                    order,
                    ManualCases.Kind.PROVIDER_CONTRADICTS,
                    ManualCases.Kind.DEPOSIT_TAKEN_BACK,
                    ManualCases.Kind.DEPOSIT_LATE);
        }
        return new Seen(nothingNew(text), Next.NOTHING);
    }

    private static Seen applied(String text) {
        return new Seen(new Looked(Result.APPLIED, text), Next.NOTHING);
    }

    private static Looked nothingNew(String text) {
        return new Looked(Result.NOTHING_NEW, text);
    }

    private static Seen inVain(String why) {
        return new Seen(new Looked(Result.NO_ANSWER, why), Next.IN_VAIN);
    }

    /** What came of a look, and what is left to do for the one who looks after the attempt. */
    record Seen(Looked looked, Next next) {}

    /** @param declined with which to end it; present exactly when it is to be given up */
    record Next(Kind kind, @Nullable Declined declined) {

        static final Next NOTHING = new Next(Kind.NOTHING, null);
        static final Next ASK_AGAIN = new Next(Kind.ASK_AGAIN, null);
        static final Next WAIT = new Next(Kind.WAIT, null);
        static final Next IN_VAIN = new Next(Kind.IN_VAIN, null);
        static final Next CASE = new Next(Kind.CASE, null);

        static Next giveUp(Declined declined) {
            return new Next(Kind.GIVE_UP, declined);
        }

        enum Kind {
            NOTHING,
            /** It was not executed: the provider may be asked again. */
            ASK_AGAIN,
            /** It was not executed, and cannot be any more. */
            GIVE_UP,
            /** The provider works on it and takes its time. */
            WAIT,
            /** Nothing was learned. */
            IN_VAIN,
            /** A human has been called. */
            CASE
        }
    }
}
