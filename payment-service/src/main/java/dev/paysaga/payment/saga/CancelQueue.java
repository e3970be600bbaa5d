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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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

    /** Nothing was sent, or nothing has come of what was. */
    static final CancelOutcome.Declined ACCOUNT_GONE = new CancelOutcome.Declined(
            "REFUND_ACCOUNT_GONE",
            "The bank account is not kept longer than the process that was told it. Ask for it again, and cancel again");

    private final Payments payments;
    private final Attempts attempts;
    private final Cancellations cancellations;
    private final CancelSteps steps;
    private final RefundAccounts refundAccounts;
    private final Gateways gateways;
    private final RecordCancel recordCancel;
    private final UnitOfWork unitOfWork;
    private final EventIds ids;
    private final Clock clock;
    private final PaymentProperties properties;
    private final ConcurrentMap<String, CompletableFuture<Void>> drives = new ConcurrentHashMap<>();
    private final Executor calls = Executors.newVirtualThreadPerTaskExecutor();

    CancelQueue(
            Payments payments,
            Attempts attempts,
            Cancellations cancellations,
            CancelSteps steps,
            RefundAccounts refundAccounts,
            Gateways gateways,
            RecordCancel recordCancel,
            UnitOfWork unitOfWork,
            EventIds ids,
            Clock clock,
            PaymentProperties properties) {
        this.payments = payments;
        this.attempts = attempts;
        this.cancellations = cancellations;
        this.steps = steps;
        this.refundAccounts = refundAccounts;
        this.gateways = gateways;
        this.recordCancel = recordCancel;
        this.unitOfWork = unitOfWork;
        this.ids = ids;
        this.clock = clock;
        this.properties = properties;
    }

    /**
     * Like {@link #drive} on a thread of its own, which goes on when nobody waits for it any more; after those of this
     * process that were begun for the order before, so that whoever waits sees what became of its own cancel.
     */
    CompletableFuture<Void> driveSoon(String orderId) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        CompletableFuture<Void> drive = Objects.requireNonNull(drives.compute(
                orderId,
                (_, before) -> (before == null ? CompletableFuture.<Void>completedFuture(null) : before)
                        .thenRunAsync(() -> driveLoudly(orderId, context), calls)));
        var _ = drive.whenComplete((_, _) -> drives.remove(orderId, drive));
        return drive;
    }

    private void driveLoudly(String orderId, @Nullable Map<String, String> context) {
        MDC.setContextMap(context == null ? Map.of() : context);
        try {
            drive(orderId);
        } catch (RuntimeException e) {
            log.error("Cancels of order {} could not be seen to; they will be", orderId, e);
        }
    }

    /**
     * Sends what waits for its turn, until nothing does or the end of one is not known. Whoever comes while another is
     * at it has nothing to do: that one sends these, too.
     */
    void drive(String orderId) {
        Optional<Call> next = start(orderId);
        while (next.isPresent()) {
            Call call = next.get();
            CancelOutcome outcome =
                    call.isAccountGone ? ACCOUNT_GONE : call.gateway.cancel(call.ref, call.key, call.body);
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
        steps.start(first.id(), before);
        attempts.startCancel(payment, first.id(), key, stored(gateway, ref), now, now.plus(properties.resolveAfter()));
        return new Call(gateway, ref, first.id(), key, body, isAccountGone(first));
    }

    /** The cancel as the provider is asked for it; in the caller's transaction. */
    CancelRef ref(Payment payment, Cancellation cancellation, long remainingBefore) {
        return new CancelRef(
                PaymentRef.of(payment),
                cancellation.reference(),
                cancellation.amount(),
                remainingBefore,
                cancellation.reason(),
                refundAccounts.of(cancellation.id()));
    }

    /** The request as it is stored: without what may be written nowhere. */
    static String stored(PaymentGateway gateway, CancelRef ref) {
        return gateway.cancelBody(ref.withoutRefundAccount());
    }

    /** Whether it can be sent by nobody but who knows the account that was named with the wish. */
    boolean isAccountGone(Cancellation cancellation) {
        return cancellation.withRefundAccount() && refundAccounts.of(cancellation.id()) == null;
    }

    record Call(
            PaymentGateway gateway,
            CancelRef ref,
            long cancellationId,
            String key,
            String body,
            boolean isAccountGone) {}
}
