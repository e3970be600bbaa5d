package dev.paysaga.payment.saga;

import dev.paysaga.messaging.EventIds;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.cases.ManualCases;
import dev.paysaga.payment.domain.ConfirmOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome.Approved;
import dev.paysaga.payment.domain.ConfirmOutcome.ConfigError;
import dev.paysaga.payment.domain.ConfirmOutcome.Declined;
import dev.paysaga.payment.domain.ConfirmOutcome.InFlight;
import dev.paysaga.payment.domain.ConfirmOutcome.Resend;
import dev.paysaga.payment.domain.ConfirmOutcome.Unknown;
import dev.paysaga.payment.domain.ConfirmOutcome.WaitingForDeposit;
import dev.paysaga.payment.domain.LookupOutcome;
import dev.paysaga.payment.domain.LookupOutcome.Contradiction;
import dev.paysaga.payment.domain.LookupOutcome.Found;
import dev.paysaga.payment.domain.LookupOutcome.NoAnswer;
import dev.paysaga.payment.domain.LookupOutcome.NotFound;
import dev.paysaga.payment.domain.Payment;
import dev.paysaga.payment.domain.ProviderPayment;
import dev.paysaga.payment.domain.ProviderPayment.Failure;
import dev.paysaga.payment.domain.ProviderPayment.Status;
import dev.paysaga.payment.psp.PaymentGateway;
import dev.paysaga.payment.psp.PaymentRef;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finds out what became of attempts whose outcome is not known: a crash, a silence, an error that proves nothing.
 *
 * <p>Looks first, always. Only when the provider says that it has not taken the money, and its time for doing so has not
 * run out, is it asked again: under the same key where no answer was received, under a new one where the provider keeps
 * its error with the key. Any number of instances may run this at once.
 */
@Component
class ResolveAttempts {

    private static final Logger log = LoggerFactory.getLogger(ResolveAttempts.class);

    private final Payments payments;
    private final Attempts attempts;
    private final ManualCases cases;
    private final Gateways gateways;
    private final RecordOutcome recordOutcome;
    private final UnitOfWork unitOfWork;
    private final EventIds ids;
    private final Clock clock;
    private final PaymentProperties properties;

    ResolveAttempts(
            Payments payments,
            Attempts attempts,
            ManualCases cases,
            Gateways gateways,
            RecordOutcome recordOutcome,
            UnitOfWork unitOfWork,
            EventIds ids,
            Clock clock,
            PaymentProperties properties) {
        this.payments = payments;
        this.attempts = attempts;
        this.cases = cases;
        this.gateways = gateways;
        this.recordOutcome = recordOutcome;
        this.unitOfWork = unitOfWork;
        this.ids = ids;
        this.clock = clock;
        this.properties = properties;
    }

    /** One round: every attempt that is due, each on a thread of its own; a slow one does not hold the others up. */
    @Scheduled(fixedDelayString = "${paysaga.payment.round-pause}")
    void round() {
        List<Attempt> due = unitOfWork.get(
                () -> attempts.claimDue(clock.instant(), properties.roundSize(), properties.resolveClaim()));
        if (due.isEmpty()) {
            return;
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            due.forEach(attempt -> running.add(threads.submit(() -> resolveLoudly(attempt))));
        }
    }

    private void resolveLoudly(Attempt attempt) {
        try (var _ = MDC.putCloseable("orderId", attempt.orderId())) {
            resolve(attempt);
        } catch (RuntimeException e) {
            log.error("Order {} could not be looked after; it will be again", attempt.orderId(), e);
            callHumanIfLongInVain(attempt, "Looking after it fails on our side: " + e);
        } finally {
            Instant then = clock.instant()
                    .plus(Pauses.after(attempt.tries(), properties.resolveAfter(), properties.resolvePauseMax()));
            unitOfWork.run(() -> attempts.lookAgain(attempt.orderId(), then));
        }
    }

    private void resolve(Attempt attempt) {
        Payment payment = unitOfWork.<@Nullable Payment>get(
                () -> payments.find(attempt.orderId()).orElse(null));
        if (payment == null || payment.status().isFinal()) {
            return;
        }
        PaymentRef ref = PaymentRef.of(payment);
        PaymentGateway gateway = gateways.of(payment.psp());
        switch (gateway.lookup(ref)) {
            case Found(var found) -> apply(gateway, ref, attempt, found);
            case NotFound(String code) -> askAgainOrGiveUp(gateway, ref, attempt, code, true);
            case Contradiction(String what) -> openCase(attempt, ManualCases.Kind.PROVIDER_CONTRADICTS, what);
            case NoAnswer(String why) -> callHumanIfLongInVain(attempt, "The provider gives no usable answer: " + why);
            case LookupOutcome.ConfigError(String code, String message) ->
                callHumanIfLongInVain(
                        attempt, "The provider refuses our credentials or settings: " + code + " " + message);
        }
    }

    private void apply(PaymentGateway gateway, PaymentRef ref, Attempt attempt, ProviderPayment found) {
        switch (found.status()) {
            case PENDING -> askAgainOrGiveUp(gateway, ref, attempt, "PENDING", false);
            case WAITING_FOR_DEPOSIT ->
                openCase(attempt, ManualCases.Kind.PROVIDER_CONTRADICTS, "The provider waits for a deposit");
            case CAPTURED, FAILED, EXPIRED ->
                recordOutcome.of(attempt.orderId(), attempt.idempotencyKey(), ended(found));
        }
    }

    private static ConfirmOutcome ended(ProviderPayment found) {
        if (found.approvedAt() != null) {
            return new Approved(found.approvedAt());
        }
        Failure failure = found.failure();
        return failure == null
                ? new Declined(found.status().name(), "The provider has ended it without money")
                : new Declined(failure.code(), failure.message());
    }

    private void askAgainOrGiveUp(PaymentGateway gateway, PaymentRef ref, Attempt attempt, String why, boolean gone) {
        Instant closing = attempt.startedAt().plus(properties.confirmWindow());
        if (clock.instant().isAfter(closing)) {
            if (!gone) {
                // It may be taking the money this moment: not asked for again, and not given up by guessing.
                openCase(attempt, ManualCases.Kind.OUTCOME_UNKNOWN, "Its time is over, but the provider says " + why);
                return;
            }
            recordOutcome.of(
                    attempt.orderId(),
                    attempt.idempotencyKey(),
                    new Declined("EXPIRED", "The provider has not taken the money in its time (" + why + ")"));
            return;
        }
        Attempt next = attempt.resend() == Resend.SAME_KEY ? attempt : withNewKey(gateway, ref, attempt);
        if (next == null) {
            return;
        }
        log.info("The provider has not taken the money ({}); asking again, {}", why, attempt.resend());
        ConfirmOutcome outcome = gateway.confirm(ref, next.idempotencyKey(), next.requestBody());
        recordOutcome.of(next.orderId(), next.idempotencyKey(), believed(gateway, ref, outcome));
        callHumanIfLongInVain(attempt, "The provider has been asked again and again");
    }

    /**
     * A refusal of a repeated request proves nothing about the first one, which may have been taken meanwhile: only the
     * provider's own account of the payment does.
     */
    private static ConfirmOutcome believed(PaymentGateway gateway, PaymentRef ref, ConfirmOutcome outcome) {
        return switch (outcome) {
            case Declined(String code, String message) ->
                gateway.lookup(ref) instanceof Found(var seen)
                                && (seen.status() == Status.CAPTURED
                                        || seen.status() == Status.FAILED
                                        || seen.status() == Status.EXPIRED)
                        ? ended(seen)
                        : new Unknown(code, message, Resend.NEW_KEY);
            case Approved _, WaitingForDeposit _, Unknown _, InFlight _, ConfigError _ -> outcome;
        };
    }

    /** Records a new attempt in the place of the old one, before it is sent; none when the payment has ended meanwhile. */
    private @Nullable Attempt withNewKey(PaymentGateway gateway, PaymentRef ref, Attempt old) {
        String key = Attempts.newKey(ids.next());
        String body = gateway.confirmBody(ref);
        boolean recorded = unitOfWork.get(() -> {
            Payment payment = payments.lock(old.orderId()).orElseThrow();
            Instant now = clock.instant();
            if (payment.status().isFinal() || !attempts.supersede(old.idempotencyKey(), now)) {
                return false;
            }
            attempts.startAgain(payment, key, body, old, now, now.plus(properties.resolveClaim()));
            return true;
        });
        return recorded
                ? new Attempt(old.id(), old.orderId(), key, body, Resend.SAME_KEY, old.tries(), old.startedAt())
                : null;
    }

    private void callHumanIfLongInVain(Attempt attempt, String reason) {
        if (attempt.tries() + 1 >= properties.resolveTriesBeforeCase()) {
            openCase(attempt, ManualCases.Kind.OUTCOME_UNKNOWN, reason);
        }
    }

    private void openCase(Attempt attempt, ManualCases.Kind kind, String reason) {
        unitOfWork.run(() -> {
            if (!payments.lock(attempt.orderId()).orElseThrow().status().isFinal()) {
                cases.open(attempt.orderId(), kind, reason);
            }
        });
    }
}
