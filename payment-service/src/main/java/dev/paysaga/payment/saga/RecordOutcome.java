package dev.paysaga.payment.saga;

import dev.paysaga.events.SagaEvent;
import dev.paysaga.messaging.Outbox;
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
import dev.paysaga.payment.domain.Payment;
import dev.paysaga.payment.domain.PaymentOrderStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Records what the provider has answered, and announces what is now true, in one transaction. */
@Component
class RecordOutcome {

    private static final Logger log = LoggerFactory.getLogger(RecordOutcome.class);

    private final Payments payments;
    private final Attempts attempts;
    private final ManualCases cases;
    private final Outbox outbox;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final PaymentProperties properties;
    private final MeterRegistry meters;

    RecordOutcome(
            Payments payments,
            Attempts attempts,
            ManualCases cases,
            Outbox outbox,
            UnitOfWork unitOfWork,
            Clock clock,
            PaymentProperties properties,
            MeterRegistry meters) {
        this.payments = payments;
        this.attempts = attempts;
        this.cases = cases;
        this.outbox = outbox;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.properties = properties;
        this.meters = meters;
    }

    /** @param key of the attempt that the outcome is about */
    void of(String orderId, String key, ConfirmOutcome outcome) {
        unitOfWork.run(() -> record(orderId, key, outcome));
        meters.counter("paysaga.confirms", "outcome", outcome.getClass().getSimpleName())
                .increment();
    }

    private void record(String orderId, String key, ConfirmOutcome outcome) {
        Payment payment = payments.lock(orderId).orElseThrow();
        if (payment.status().isFinal()) {
            recordTooLate(payment, outcome);
            return;
        }
        Instant now = clock.instant();
        Optional<SagaEvent> event = payment.record(outcome, now, properties.pushAfter());
        event.ifPresent(outbox::append);
        switch (outcome) {
            case Approved _ -> end(payment, PaymentOrderStatus.SUCCESS, "approved", now);
            case Declined(String code, String message) ->
                end(payment, PaymentOrderStatus.FAILURE, code + ": " + message, now);
            case WaitingForDeposit _ -> throw new UnsupportedOperationException("deposits are not waited for yet");
            case Unknown(String code, String message, Resend resend) ->
                attempts.note(key, resend, code + ": " + message);
            case InFlight(String code, Resend resend) -> attempts.note(key, resend, code);
            case ConfigError(String code, String message) -> {
                log.error(
                        "The provider refuses our credentials or settings: {} {}. Repair them; nothing is lost,"
                                + " the payment is taken up again by itself.",
                        code,
                        message);
                attempts.note(key, Resend.NEW_KEY, code + ": " + message);
            }
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
                            + payment.failureCode() + "). The buyer was told that it failed: give the money back at the"
                            + " provider, payment key " + payment.paymentKey() + ".");
        }
    }

    private void end(Payment payment, PaymentOrderStatus status, String answer, Instant now) {
        attempts.end(payment, status, answer, now);
        List<String> order = List.of(payment.orderId().value());
        cases.close(order, ManualCases.Kind.OUTCOME_UNKNOWN);
        cases.close(order, ManualCases.Kind.PROVIDER_CONTRADICTS);
    }
}
