package dev.paysaga.payment.saga;

import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.cases.ManualCases;
import dev.paysaga.payment.domain.ConfirmOutcome.Declined;
import dev.paysaga.payment.saga.ApplyLook.Next;
import dev.paysaga.payment.saga.ApplyLook.Seen;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finds out what became of attempts whose outcome is not known: a crash, a silence, an error that proves nothing.
 *
 * <p>Looks first, always ({@link LookAtProvider}). Only when the provider says that it has not done what it was asked
 * for, and still may, it is asked again ({@link AskAgain}). Any number of instances may run this at once: an attempt belongs to
 * one of them for as long as it works on it, however long the provider takes, and a while longer if it dies.
 */
@Component
public class ResolveAttempts {

    private static final Logger log = LoggerFactory.getLogger(ResolveAttempts.class);

    private final Payments payments;
    private final Attempts attempts;
    private final ManualCases cases;
    private final LookAtProvider lookAtProvider;
    private final AskAgain askAgain;
    private final RecordOutcome recordOutcome;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final PaymentProperties properties;
    private final Lane<Attempt> lane;

    ResolveAttempts(
            Payments payments,
            Attempts attempts,
            ManualCases cases,
            LookAtProvider lookAtProvider,
            AskAgain askAgain,
            RecordOutcome recordOutcome,
            UnitOfWork unitOfWork,
            Clock clock,
            PaymentProperties properties) {
        this.payments = payments;
        this.attempts = attempts;
        this.cases = cases;
        this.lookAtProvider = lookAtProvider;
        this.askAgain = askAgain;
        this.recordOutcome = recordOutcome;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.properties = properties;
        this.lane = new Lane<>(
                "resolve",
                properties.roundSize(),
                free -> unitOfWork.get(() -> attempts.claimDue(clock.instant(), free, claimEnd())),
                this::resolveLoudly,
                this::keep);
    }

    /** Begins with every attempt that is due. */
    @Scheduled(fixedDelayString = "${paysaga.payment.round-pause}")
    void round() {
        lane.round();
    }

    /**
     * Brings the next look at an unresolved attempt forward, for an operator.
     *
     * @return whether there is one
     */
    public boolean soon(String orderId) {
        return unitOfWork.get(() -> attempts.lookAgain(orderId, clock.instant()));
    }

    private void keep(Collection<Attempt> underWay) {
        unitOfWork.run(
                () -> attempts.keep(underWay.stream().map(Attempt::orderId).toList(), claimEnd()));
    }

    private Instant claimEnd() {
        return clock.instant().plus(properties.resolveClaim());
    }

    private void resolveLoudly(Attempt attempt) {
        Duration pause = Pauses.after(attempt.tries(), properties.resolveAfter(), properties.resolvePauseMax());
        try (var _ = MDC.putCloseable("orderId", attempt.orderId())) {
            Next.Kind came = resolve(attempt);
            boolean rarely = came == Next.Kind.WAIT || isLongInVain(attempt);
            pause = rarely ? Pauses.rarely(properties.lookRarely()) : pause;
        } catch (RuntimeException e) {
            log.error("Order {} could not be looked after; it will be again", attempt.orderId(), e);
            callHumanIfLongInVain(attempt, "Looking after it fails on our side: " + e);
        } finally {
            Instant then = clock.instant().plus(pause);
            unitOfWork.run(() -> attempts.release(attempt.orderId(), then));
        }
    }

    private Next.Kind resolve(Attempt attempt) {
        Seen seen = lookAtProvider.look(attempt.orderId());
        Next next = seen.next();
        switch (next.kind()) {
            case NOTHING, WAIT, CASE -> {}
            case IN_VAIN -> callHumanIfLongInVain(attempt, seen.looked().text());
            case GIVE_UP -> giveUp(attempt, next);
            case ASK_AGAIN -> {
                log.info("{} Asking again, {}", seen.looked().text(), attempt.resend());
                askAgain.about(attempt);
                callHumanIfLongInVain(attempt, "The provider has been asked again and again.");
            }
        }
        return next.kind();
    }

    private void giveUp(Attempt attempt, Next next) {
        Declined declined = next.declined();
        if (attempt.operation() == Operation.CONFIRM && declined != null) {
            recordOutcome.of(attempt.orderId(), attempt.idempotencyKey(), declined);
        }
    }

    private boolean isLongInVain(Attempt attempt) {
        return attempt.tries() + 1 >= properties.resolveTriesBeforeCase();
    }

    /** Says what is known; looking goes on. */
    private void callHumanIfLongInVain(Attempt attempt, String known) {
        if (isLongInVain(attempt)) {
            unitOfWork.run(() -> {
                var payment = payments.lock(attempt.orderId()).orElseThrow();
                if (attempts.isOpen(payment)) {
                    cases.open(
                            attempt.orderId(),
                            ManualCases.Kind.OUTCOME_UNKNOWN,
                            "What became of a " + attempt.operation() + " is not known after " + (attempt.tries() + 1)
                                    + " looks. " + known);
                }
            });
        }
    }
}
