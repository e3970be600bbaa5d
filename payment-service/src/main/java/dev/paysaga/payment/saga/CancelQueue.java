package dev.paysaga.payment.saga;

import dev.paysaga.messaging.EventIds;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.domain.CancelOutcome;
import dev.paysaga.payment.domain.Cancellation;
import dev.paysaga.payment.domain.CancellationStatus;
import dev.paysaga.payment.domain.Payment;
import dev.paysaga.payment.psp.CancelRef;
import dev.paysaga.payment.psp.PaymentGateway;
import dev.paysaga.payment.psp.PaymentRef;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Gives money back, a payment's cancels one after the other in the order asked for, each in three steps: its turn is
 * recorded (transaction), the provider is called with the stored idempotency key (no transaction), the answer is
 * recorded and announced (transaction). A crash between any two is found by {@link ResolveAttempts}.
 */
@Component
class CancelQueue {

    private static final Logger log = LoggerFactory.getLogger(CancelQueue.class);

    private final Payments payments;
    private final Attempts attempts;
    private final Cancellations cancellations;
    private final Gateways gateways;
    private final RecordCancel recordCancel;
    private final UnitOfWork unitOfWork;
    private final EventIds ids;
    private final Clock clock;
    private final PaymentProperties properties;
    private final Executor calls = Executors.newVirtualThreadPerTaskExecutor();

    CancelQueue(
            Payments payments,
            Attempts attempts,
            Cancellations cancellations,
            Gateways gateways,
            RecordCancel recordCancel,
            UnitOfWork unitOfWork,
            EventIds ids,
            Clock clock,
            PaymentProperties properties) {
        this.payments = payments;
        this.attempts = attempts;
        this.cancellations = cancellations;
        this.gateways = gateways;
        this.recordCancel = recordCancel;
        this.unitOfWork = unitOfWork;
        this.ids = ids;
        this.clock = clock;
        this.properties = properties;
    }

    /** Like {@link #drive} on a thread of its own, which goes on when nobody waits for it any more. */
    CompletableFuture<Void> driveSoon(String orderId) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        return CompletableFuture.runAsync(
                () -> {
                    MDC.setContextMap(context == null ? Map.of() : context);
                    try {
                        drive(orderId);
                    } catch (RuntimeException e) {
                        log.error("Cancels of order {} could not be seen to; they will be", orderId, e);
                    }
                },
                calls);
    }

    /**
     * Sends what waits for its turn, until nothing does or the end of one is not known. Whoever comes while another is
     * at it has nothing to do: that one sends these, too.
     */
    void drive(String orderId) {
        Optional<Call> next = start(orderId);
        while (next.isPresent()) {
            Call call = next.get();
            CancelOutcome outcome = call.gateway.cancel(call.ref, call.key, call.body);
            boolean ended = recordCancel.of(orderId, call.cancellationId, call.key, outcome);
            next = ended ? start(orderId) : Optional.empty();
        }
    }

    /** Records that it is the turn of the first cancel that waits. None while something of the payment is unresolved. */
    Optional<Call> start(String orderId) {
        return Optional.ofNullable(unitOfWork.<@Nullable Call>get(() -> {
            Payment payment = payments.lock(orderId).orElseThrow();
            Cancellation first = cancellations.of(payment).stream()
                    .filter(found -> !found.status().isFinal())
                    .findFirst()
                    .orElse(null);
            return first == null || first.status() != CancellationStatus.NOT_STARTED || attempts.isOpen(payment)
                    ? null
                    : begin(payment, first);
        }));
    }

    private Call begin(Payment payment, Cancellation first) {
        long before = first.booked() ? payment.remaining() : first.amount();
        PaymentGateway gateway = gateways.of(payment.psp());
        CancelRef ref = ref(payment, first, before);
        String key = Attempts.newKey(Operation.CANCEL, ids.next());
        String body = gateway.cancelBody(ref);
        Instant now = clock.instant();
        cancellations.start(first.id(), before);
        attempts.startCancel(payment, first.id(), key, body, now, now.plus(properties.resolveAfter()));
        return new Call(gateway, ref, first.id(), key, body);
    }

    /** The cancel as the provider is asked for it; in the caller's transaction. */
    CancelRef ref(Payment payment, Cancellation cancellation, long remainingBefore) {
        return new CancelRef(
                PaymentRef.of(payment),
                cancellation.reference(),
                cancellation.amount(),
                remainingBefore,
                cancellation.reason(),
                cancellations.refundAccount(cancellation.id()));
    }

    record Call(PaymentGateway gateway, CancelRef ref, long cancellationId, String key, String body) {}
}
