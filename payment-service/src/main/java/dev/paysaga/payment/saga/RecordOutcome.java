package dev.paysaga.payment.saga;

import dev.paysaga.messaging.Outbox;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.cases.ManualCases;
import dev.paysaga.payment.domain.Cancellation.RequestedBy;
import dev.paysaga.payment.domain.ConfirmOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome.Approved;
import dev.paysaga.payment.domain.ConfirmOutcome.ConfigError;
import dev.paysaga.payment.domain.ConfirmOutcome.Declined;
import dev.paysaga.payment.domain.ConfirmOutcome.InFlight;
import dev.paysaga.payment.domain.ConfirmOutcome.Resend;
import dev.paysaga.payment.domain.ConfirmOutcome.Unknown;
import dev.paysaga.payment.domain.ConfirmOutcome.WaitingForDeposit;
import dev.paysaga.payment.domain.Payment;
import dev.paysaga.payment.domain.PaymentOrderStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Records what the provider has answered, and announces what is now true, in one transaction. */
@Component
class RecordOutcome {

    private static final Logger log = LoggerFactory.getLogger(RecordOutcome.class);

    private final Payments payments;
    private final Attempts attempts;
    private final Watches watches;
    private final CancelIntents cancels;
    private final ManualCases cases;
    private final Alarms alarms;
    private final Outbox outbox;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final PaymentProperties properties;
    private final MeterRegistry meters;

    RecordOutcome(
            Payments payments,
            Attempts attempts,
            Watches watches,
            CancelIntents cancels,
            ManualCases cases,
            Alarms alarms,
            Outbox outbox,
            UnitOfWork unitOfWork,
            Clock clock,
            PaymentProperties properties,
            MeterRegistry meters) {
        this.payments = payments;
        this.attempts = attempts;
        this.watches = watches;
        this.cancels = cancels;
        this.cases = cases;
        this.alarms = alarms;
        this.outbox = outbox;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.properties = properties;
        this.meters = meters;
        for (Class<?> outcome : ConfirmOutcome.class.getPermittedSubclasses()) {
            counter(outcome); // there from the start, at zero
        }
    }

    /** @param key of the attempt that the outcome is about */
    void of(String orderId, String key, ConfirmOutcome outcome) {
        unitOfWork.run(() -> {
            Payment payment = payments.lock(orderId).orElseThrow();
            record(payment, outcome);
            note(payment, key, outcome);
        });
        counter(outcome.getClass()).increment();
    }

    /** Takes an outcome over, in the caller's transaction, which holds the payment's lock. */
    void record(Payment payment, ConfirmOutcome outcome) {
        if (payment.status().isFinal()) {
            recordTooLate(payment, outcome);
            return;
        }
        Instant now = clock.instant();
        payment.record(outcome, now, properties.pushAfter()).ifPresent(outbox::append);
        switch (outcome) {
            case Approved _ -> {
                end(payment, true, "approved", now);
                if (payment.isCheckoutCanceled()) {
                    cancels.allThatIsLeft(payment, "The checkout was canceled.", RequestedBy.SYSTEM);
                }
            }
            case Declined(String code, String message) -> end(payment, false, code + ": " + message, now);
            case WaitingForDeposit waiting -> {
                end(payment, true, "waiting for a deposit until " + waiting.dueAt(), now);
                watches.deposit(payment, now);
            }
            case Unknown _, InFlight _, ConfigError _ -> {}
        }
    }

    /** What does not end the attempt is noted with it. */
    private void note(Payment payment, String key, ConfirmOutcome outcome) {
        switch (outcome) {
            case Unknown(String code, String message, Resend resend) ->
                attempts.note(key, resend, code + ": " + message);
            case InFlight(String code, Resend resend) -> attempts.note(key, resend, code);
            case ConfigError(String code, String message) -> {
                alarms.configError(payment.psp(), code, message);
                attempts.note(key, Resend.NEW_KEY, code + ": " + message);
            }
            case Approved _, WaitingForDeposit _, Declined _ -> {}
        }
    }

    /** The end is known and stays; only an approval after a refusal must be seen by somebody. */
    private void recordTooLate(Payment payment, ConfirmOutcome outcome) {
        String orderId = payment.orderId().value();
        log.info("Order {} has ended as {} already; {} changes nothing", orderId, payment.status(), outcome);
        if (outcome instanceof Approved && payment.status() == PaymentOrderStatus.FAILURE) {
            cases.open(
                    orderId,
                    ManualCases.Kind.PROVIDER_CONTRADICTS,
                    "The provider has taken the money after the payment was recorded as refused ("
                            + payment.failureCode()
                            + "). The buyer was told that it failed: cancel it at the provider.");
        }
    }

    private void end(Payment payment, boolean executed, String answer, Instant now) {
        attempts.end(payment, executed, answer, now);
        List<String> order = List.of(payment.orderId().value());
        cases.close(order, ManualCases.Kind.OUTCOME_UNKNOWN, ManualCases.Kind.PROVIDER_CONTRADICTS);
    }

    private Counter counter(Class<?> outcome) {
        return meters.counter("paysaga.confirms", "outcome", outcome.getSimpleName());
    }
}
