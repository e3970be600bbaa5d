package dev.paysaga.payment.saga;

import dev.paysaga.messaging.EventIds;
import dev.paysaga.messaging.Outbox;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.domain.ConfirmDecision;
import dev.paysaga.payment.domain.ConfirmOutcome;
import dev.paysaga.payment.domain.Payment;
import dev.paysaga.payment.psp.PaymentGateway;
import dev.paysaga.payment.psp.PaymentRef;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Takes the buyer's money, in three steps: the intent is recorded (transaction), the provider is called with the stored
 * idempotency key (no transaction), the answer is recorded and announced (transaction). A crash between any two is
 * found by {@link ResolveAttempts}.
 */
@Component
public class ConfirmPayment {

    private static final Logger log = LoggerFactory.getLogger(ConfirmPayment.class);

    private final Arrivals arrivals;
    private final Payments payments;
    private final Attempts attempts;
    private final Gateways gateways;
    private final RecordOutcome recordOutcome;
    private final Outbox outbox;
    private final UnitOfWork unitOfWork;
    private final EventIds ids;
    private final Clock clock;
    private final PaymentProperties properties;
    private final Executor calls = Executors.newVirtualThreadPerTaskExecutor();

    ConfirmPayment(
            Arrivals arrivals,
            Payments payments,
            Attempts attempts,
            Gateways gateways,
            RecordOutcome recordOutcome,
            Outbox outbox,
            UnitOfWork unitOfWork,
            EventIds ids,
            Clock clock,
            PaymentProperties properties) {
        this.arrivals = arrivals;
        this.payments = payments;
        this.attempts = attempts;
        this.gateways = gateways;
        this.recordOutcome = recordOutcome;
        this.outbox = outbox;
        this.unitOfWork = unitOfWork;
        this.ids = ids;
        this.clock = clock;
        this.properties = properties;
    }

    /**
     * Confirms an order once, however often it is called, and waits a bounded time for the outcome; the payment's own
     * state tells how far it is.
     *
     * @param amount only compared, in minor units
     * @return what was decided; empty when no such order is known, after waiting a moment for it to arrive
     */
    public Optional<ConfirmDecision> confirm(String orderId, String paymentKey, long amount) {
        Optional<Intent> recorded = arrivals.await(
                orderId,
                properties.arrivesWithin(),
                () -> unitOfWork.get(() -> payments.lock(orderId).map(payment -> record(payment, paymentKey, amount))));
        recorded.ifPresent(intent -> {
            if (intent.call != null) {
                await(call(intent.call));
            }
        });
        return recorded.map(Intent::decision);
    }

    private Intent record(Payment payment, String paymentKey, long amount) {
        Instant now = clock.instant();
        boolean taken = payment.isPayable(amount) && payments.isTaken(payment, paymentKey);
        if (taken) {
            outbox.append(payment.refuse(paymentKey, now));
            return new Intent(ConfirmDecision.ENDED, null);
        }
        ConfirmDecision decision = payment.confirm(paymentKey, amount);
        if (decision != ConfirmDecision.SEND) {
            return new Intent(decision, null);
        }
        PaymentRef ref = PaymentRef.of(payment);
        PaymentGateway gateway = gateways.of(payment.psp());
        Call call = new Call(gateway, ref, Attempts.newKey(Operation.CONFIRM, ids.next()), gateway.confirmBody(ref));
        attempts.startConfirm(payment, call.key, call.body, now, now.plus(properties.resolveAfter()));
        return new Intent(decision, call);
    }

    /** Goes on when the caller has stopped waiting. */
    private CompletableFuture<Void> call(Call call) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        return CompletableFuture.runAsync(
                () -> {
                    MDC.setContextMap(context == null ? Map.of() : context);
                    ConfirmOutcome outcome = call.gateway.confirm(call.ref, call.key, call.body);
                    recordOutcome.of(call.ref.orderId().value(), call.key, outcome);
                },
                calls);
    }

    private void await(CompletableFuture<Void> call) {
        try {
            call.get(properties.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            log.info("The provider takes longer than a caller waits; the outcome is recorded when it comes");
        } catch (ExecutionException e) {
            log.error("The outcome could not be recorded; it will be asked for again", e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private record Intent(
            ConfirmDecision decision, @Nullable Call call) {}

    private record Call(PaymentGateway gateway, PaymentRef ref, String key, String body) {}
}
