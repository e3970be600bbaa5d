package dev.paysaga.payment.saga;

import dev.paysaga.messaging.Outbox;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.cases.ManualCases;
import dev.paysaga.payment.domain.Announcements;
import dev.paysaga.payment.domain.CancelOutcome;
import dev.paysaga.payment.domain.CancelOutcome.Canceled;
import dev.paysaga.payment.domain.CancelOutcome.ConfigError;
import dev.paysaga.payment.domain.CancelOutcome.Declined;
import dev.paysaga.payment.domain.CancelOutcome.InFlight;
import dev.paysaga.payment.domain.CancelOutcome.Requested;
import dev.paysaga.payment.domain.CancelOutcome.Unknown;
import dev.paysaga.payment.domain.Cancellation;
import dev.paysaga.payment.domain.CancellationStatus;
import dev.paysaga.payment.domain.ConfirmOutcome.Resend;
import dev.paysaga.payment.domain.Payment;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Records what the provider has answered to a cancel, and announces what is now true, in one transaction. */
@Component
class RecordCancel {

    private static final Logger log = LoggerFactory.getLogger(RecordCancel.class);

    private final Payments payments;
    private final Attempts attempts;
    private final Cancellations cancellations;
    private final CancelSteps steps;
    private final RefundAccounts refundAccounts;
    private final ManualCases cases;
    private final Alarms alarms;
    private final Outbox outbox;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final PaymentProperties properties;
    private final MeterRegistry meters;

    RecordCancel(
            Payments payments,
            Attempts attempts,
            Cancellations cancellations,
            CancelSteps steps,
            RefundAccounts refundAccounts,
            ManualCases cases,
            Alarms alarms,
            Outbox outbox,
            UnitOfWork unitOfWork,
            Clock clock,
            PaymentProperties properties,
            MeterRegistry meters) {
        this.payments = payments;
        this.attempts = attempts;
        this.cancellations = cancellations;
        this.steps = steps;
        this.refundAccounts = refundAccounts;
        this.cases = cases;
        this.alarms = alarms;
        this.outbox = outbox;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.properties = properties;
        this.meters = meters;
        for (Class<?> outcome : CancelOutcome.class.getPermittedSubclasses()) {
            counter(outcome); // there from the start, at zero
        }
    }

    /**
     * @param key of the attempt that the outcome is about
     * @return whether the cancel has ended
     */
    boolean of(String orderId, long cancellationId, String key, CancelOutcome outcome) {
        boolean ended = unitOfWork.get(() -> {
            Payment payment = payments.lock(orderId).orElseThrow();
            Cancellation cancellation =
                    cancellations.of(payment, cancellationId).orElseThrow();
            if (cancellation.status().isFinal()) {
                recordTooLate(payment, cancellation, outcome);
                return true;
            }
            return record(payment, cancellation, key, outcome);
        });
        counter(outcome.getClass()).increment();
        return ended;
    }

    private boolean record(Payment payment, Cancellation cancellation, String key, CancelOutcome outcome) {
        switch (outcome) {
            case Canceled(Instant canceledAt) -> succeed(payment, cancellation, canceledAt);
            case Declined(String code, String message) -> fail(payment, cancellation, code, message);
            case Requested _ -> {
                attempts.note(key, Resend.SAME_KEY, "The provider works on it.");
                requested(payment, cancellation);
            }
            case Unknown(String code, String message, Resend resend) ->
                unknown(cancellation, key, resend, code + ": " + message);
            case InFlight(String code, Resend resend) -> unknown(cancellation, key, resend, code);
            case ConfigError(String code, String message) -> {
                alarms.configError(payment.psp(), code, message);
                unknown(cancellation, key, Resend.NEW_KEY, code + ": " + message);
            }
        }
        return outcome instanceof Canceled || outcome instanceof Declined;
    }

    private void unknown(Cancellation cancellation, String key, Resend resend, String answer) {
        steps.unknown(cancellation.id());
        attempts.note(key, resend, answer);
    }

    /** The money went back. In the caller's transaction, which holds the payment's lock. */
    void succeed(Payment payment, Cancellation cancellation, Instant canceledAt) {
        Instant now = clock.instant();
        refundAccounts.forget(cancellation.id());
        steps.succeed(cancellation, now, cancellation.booked() ? now.plus(properties.pushAfter()) : null);
        if (cancellation.booked()) {
            outbox.append(Announcements.canceled(payment, cancellation, canceledAt));
        }
        attempts.end(payment, true, "canceled", now);
        solved(payment);
        cases.close(List.of(payment.orderId().value()), ManualCases.Kind.CANCEL_FAILED);
    }

    /** The provider tells the end later. In the caller's transaction. */
    void requested(Payment payment, Cancellation cancellation) {
        Instant now = clock.instant();
        steps.requested(cancellation.id(), now);
        attempts.lookAgain(payment.orderId().value(), now.plus(Pauses.rarely(properties.lookRarely())));
        Instant since = cancellation.requestedAt();
        if (since != null && Duration.between(since, now).compareTo(properties.requestedBeforeCase()) > 0) {
            cases.open(
                    payment.orderId().value(),
                    ManualCases.Kind.OUTCOME_UNKNOWN,
                    "The provider works on cancel " + cancellation.id() + " of " + cancellation.amount() + " "
                            + payment.currency() + " since " + since + ". Looking goes on.");
        }
    }

    /** The provider refuses for good. In the caller's transaction. */
    void fail(Payment payment, Cancellation cancellation, String code, String message) {
        Instant now = clock.instant();
        refundAccounts.forget(cancellation.id());
        steps.fail(cancellation.id(), code, message, now);
        attempts.end(payment, false, code + ": " + message, now);
        solved(payment);
        cases.open(
                payment.orderId().value(),
                ManualCases.Kind.CANCEL_FAILED,
                "The provider refuses to give back " + cancellation.amount() + " " + payment.currency() + " (cancel "
                        + cancellation.id() + ", asked for by " + cancellation.requestedBy() + "): " + code + " "
                        + message + ". Nothing was given back; try again, or settle it with the buyer.");
    }

    private void solved(Payment payment) {
        List<String> order = List.of(payment.orderId().value());
        cases.close(
                order,
                ManualCases.Kind.OUTCOME_UNKNOWN,
                ManualCases.Kind.PROVIDER_CONTRADICTS,
                ManualCases.Kind.DEPOSIT_LATE);
    }

    private void recordTooLate(Payment payment, Cancellation cancellation, CancelOutcome outcome) {
        log.info(
                "Cancel {} has ended as {} already; {} changes nothing",
                cancellation.id(),
                cancellation.status(),
                outcome);
        if (outcome instanceof Canceled && cancellation.status() == CancellationStatus.FAILURE) {
            cases.open(
                    payment.orderId().value(),
                    ManualCases.Kind.PROVIDER_CONTRADICTS,
                    "The provider has given money back for cancel " + cancellation.id()
                            + ", which was recorded as refused (" + cancellation.failureCode() + ").");
        }
    }

    private Counter counter(Class<?> outcome) {
        return meters.counter("paysaga.cancels", "outcome", outcome.getSimpleName());
    }
}
