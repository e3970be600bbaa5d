package dev.paysaga.payment.saga;

import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.cases.ManualCases;
import dev.paysaga.payment.domain.Cancellation;
import dev.paysaga.payment.domain.CancellationStatus;
import dev.paysaga.payment.domain.LookRules;
import dev.paysaga.payment.domain.LookRules.Ours;
import dev.paysaga.payment.domain.LookupOutcome;
import dev.paysaga.payment.domain.Payment;
import dev.paysaga.payment.domain.Stage;
import dev.paysaga.payment.domain.Verdict;
import dev.paysaga.payment.psp.PaymentRef;
import dev.paysaga.payment.saga.ApplyLook.Next;
import dev.paysaga.payment.saga.ApplyLook.Seen;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks the provider what has become of a payment and acts on that answer alone, whatever made us ask: recovery, a
 * webhook, an operator.
 */
@Component
public class LookAtProvider {

    private final Payments payments;
    private final Attempts attempts;
    private final Cancellations cancellations;
    private final ManualCases cases;
    private final Gateways gateways;
    private final ApplyLook applyLook;
    private final CancelQueue queue;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final PaymentProperties properties;

    LookAtProvider(
            Payments payments,
            Attempts attempts,
            Cancellations cancellations,
            ManualCases cases,
            Gateways gateways,
            ApplyLook applyLook,
            CancelQueue queue,
            UnitOfWork unitOfWork,
            Clock clock,
            PaymentProperties properties) {
        this.payments = payments;
        this.attempts = attempts;
        this.cancellations = cancellations;
        this.cases = cases;
        this.gateways = gateways;
        this.applyLook = applyLook;
        this.queue = queue;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.properties = properties;
    }

    /**
     * Looks now. Calls the provider, so never inside a transaction.
     *
     * @return what came of it
     */
    public Looked now(String orderId) {
        return look(orderId).looked();
    }

    /** Looks, for those who may ask the provider again when it has not done what it was asked for. */
    Seen look(String orderId) {
        Known before = unitOfWork.<@Nullable Known>get(
                () -> payments.find(orderId).map(this::known).orElse(null));
        if (before == null) {
            return new Seen(new Looked(Result.UNKNOWN_ORDER, "There is no such order here."), Next.NOTHING);
        }
        LookupOutcome said = gateways.of(before.payment.psp()).lookup(PaymentRef.of(before.payment));
        if (before.isSettled() && LookRules.decide(before.ours, said) instanceof Verdict.NothingNew(String text)) {
            return new Seen(new Looked(Result.NOTHING_NEW, text), Next.NOTHING);
        }
        Seen seen = unitOfWork.get(() -> {
            Payment payment = payments.lock(orderId).orElseThrow();
            Known now = known(payment);
            return now.isAs(before)
                    ? applyLook.to(payment, now.ours, now.atProvider, said)
                    : new Seen(
                            new Looked(Result.NOTHING_NEW, "It has changed while the provider was asked."),
                            Next.NOTHING);
        });
        if (seen.looked().result() == Result.APPLIED) {
            var _ = queue.driveSoon(orderId);
        }
        return seen;
    }

    private Known known(Payment payment) {
        Instant closing = payment.status().isFinal()
                ? null
                : attempts.firstConfirmAt(payment)
                        .map(first -> first.plus(properties.confirmWindow()))
                        .orElse(null);
        Stage stage = payment.stage(clock.instant(), closing, properties.depositGrace());
        List<Cancellation> all = cancellations.of(payment);
        Cancellation atProvider = all.stream()
                .filter(found ->
                        found.status() == CancellationStatus.EXECUTING || found.status() == CancellationStatus.UNKNOWN)
                .findFirst()
                .orElse(null);
        return new Known(
                payment,
                new Ours(stage, payment.remaining(), payment.isNamedAtProvider(), payment.depositDueAt()),
                atProvider,
                all.size(),
                cases.areOpen(payment.orderId()));
    }

    /** What the look is compared with. An answer is about the moment of asking: if we have moved on since, it proves nothing. */
    private record Known(
            Payment payment, Ours ours, @Nullable Cancellation atProvider, int cancellations, boolean hasOpenCases) {

        /** Nothing is to be written when the provider says what we know: neither a cancel nor a case is open. */
        boolean isSettled() {
            return atProvider == null && !hasOpenCases;
        }

        boolean isAs(Known before) {
            return ours.equals(before.ours)
                    && cancellations == before.cancellations
                    && idOf(atProvider) == idOf(before.atProvider);
        }

        private static long idOf(@Nullable Cancellation cancellation) {
            return cancellation == null ? 0 : cancellation.id();
        }
    }

    /**
     * What came of a look.
     *
     * @param text for operators, one sentence
     */
    public record Looked(Result result, String text) {}

    /** What came of a look, for those who decide by it. */
    public enum Result {
        /** Something was learned, and what follows from it is recorded. */
        APPLIED,
        /** The provider says what we knew already. */
        NOTHING_NEW,
        /** There is no such order here. */
        UNKNOWN_ORDER,
        /** The provider gave no usable answer: look again later. */
        NO_ANSWER,
        /** What the provider says contradicts us; a manual case is open. */
        CONTRADICTION
    }
}
