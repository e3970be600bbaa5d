package dev.paysaga.payment.saga;

import dev.paysaga.messaging.EventIds;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.domain.CancelOutcome;
import dev.paysaga.payment.domain.Cancellation;
import dev.paysaga.payment.domain.ConfirmOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome.Resend;
import dev.paysaga.payment.domain.Payment;
import dev.paysaga.payment.psp.CancelRef;
import dev.paysaga.payment.psp.PaymentGateway;
import dev.paysaga.payment.psp.PaymentRef;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks the provider once more for what a look has shown not to be done: under the same key where no answer was received
 * and the provider still keeps the key, else under a new one. One attempt takes the place of another, recorded before it
 * is sent.
 *
 * <p>A refusal of a repeated request proves nothing about the first one, which may have been executed meanwhile: the
 * provider's own account decides.
 */
@Component
class AskAgain {

    private final Payments payments;
    private final Attempts attempts;
    private final Cancellations cancellations;
    private final CancelQueue queue;
    private final Gateways gateways;
    private final RecordOutcome recordOutcome;
    private final RecordCancel recordCancel;
    private final LookAtProvider lookAtProvider;
    private final UnitOfWork unitOfWork;
    private final EventIds ids;
    private final Clock clock;
    private final PaymentProperties properties;

    AskAgain(
            Payments payments,
            Attempts attempts,
            Cancellations cancellations,
            CancelQueue queue,
            Gateways gateways,
            RecordOutcome recordOutcome,
            RecordCancel recordCancel,
            LookAtProvider lookAtProvider,
            UnitOfWork unitOfWork,
            EventIds ids,
            Clock clock,
            PaymentProperties properties) {
        this.payments = payments;
        this.attempts = attempts;
        this.cancellations = cancellations;
        this.queue = queue;
        this.gateways = gateways;
        this.recordOutcome = recordOutcome;
        this.recordCancel = recordCancel;
        this.lookAtProvider = lookAtProvider;
        this.unitOfWork = unitOfWork;
        this.ids = ids;
        this.clock = clock;
        this.properties = properties;
    }

    /** @param attempt one that this thread has claimed, just after a look */
    void about(Attempt attempt) {
        if (isAccountGone(attempt)) {
            giveUpIfNobodyNamesIt(attempt);
            return;
        }
        prepared(attempt).ifPresent(request -> {
            if (request.cancel == null) {
                confirm(attempt.orderId(), request);
            } else {
                cancel(attempt.orderId(), request, request.cancel);
            }
        });
    }

    private boolean isAccountGone(Attempt attempt) {
        return attempt.operation() == Operation.CANCEL
                && unitOfWork.get(() -> cancellations
                        .of(payments.find(attempt.orderId()).orElseThrow(), attempt.requiredCancellationId())
                        .filter(queue::isAccountGone)
                        .isPresent());
    }

    /** Another process may know the account and be at it, and its buyer may name it once more: there is time for both. */
    private void giveUpIfNobodyNamesIt(Attempt attempt) {
        if (attempt.tries() + 1 >= properties.resolveTriesBeforeCase()) {
            recordCancel.of(
                    attempt.orderId(),
                    attempt.requiredCancellationId(),
                    attempt.idempotencyKey(),
                    CancelQueue.ACCOUNT_GONE);
            queue.drive(attempt.orderId());
        }
    }

    private void confirm(String orderId, Request request) {
        switch (request.gateway.confirm(request.payment, request.key, request.body)) {
            case ConfirmOutcome.Declined(String code, String message) -> {
                recordOutcome.of(orderId, request.key, new ConfirmOutcome.Unknown(code, message, Resend.NEW_KEY));
                lookAtProvider.look(orderId);
            }
            case ConfirmOutcome outcome -> recordOutcome.of(orderId, request.key, outcome);
        }
    }

    private void cancel(String orderId, Request request, CancelRef ref) {
        long id = Long.parseLong(ref.reference());
        switch (request.gateway.cancel(ref, request.key, request.body)) {
            case CancelOutcome.Declined declined -> {
                recordCancel.of(
                        orderId,
                        id,
                        request.key,
                        new CancelOutcome.Unknown(declined.code(), declined.message(), Resend.NEW_KEY));
                // Nothing was given back by the first request either, so the refusal holds.
                if (lookAtProvider.look(orderId).next().kind() == ApplyLook.Next.Kind.ASK_AGAIN) {
                    recordCancel.of(orderId, id, request.key, declined);
                }
            }
            case CancelOutcome outcome -> recordCancel.of(orderId, id, request.key, outcome);
        }
        queue.drive(orderId);
    }

    /** The request to send now; none when the attempt has ended meanwhile. */
    private Optional<Request> prepared(Attempt attempt) {
        return Optional.ofNullable(unitOfWork.<@Nullable Request>get(() -> {
            Payment payment = payments.lock(attempt.orderId()).orElseThrow();
            if (!attempts.isOpen(attempt)) {
                return null;
            }
            PaymentGateway gateway = gateways.of(payment.psp());
            CancelRef cancel = attempt.operation() == Operation.CANCEL ? cancelOf(payment, attempt) : null;
            PaymentRef ref = PaymentRef.of(payment);
            Instant now = clock.instant();
            if (attempt.resend() == Resend.SAME_KEY && attempt.isKeyKept(now, gateway.keyValidity())) {
                // The bytes that were sent, and may not have been stored: they follow from the same cancel.
                String body = cancel == null || cancel.refundAccount() == null
                        ? attempt.requestBody()
                        : gateway.cancelBody(cancel);
                return new Request(gateway, ref, cancel, attempt.idempotencyKey(), body);
            }
            if (!attempts.supersede(attempt.idempotencyKey(), now)) {
                return null;
            }
            String key = Attempts.newKey(attempt.operation(), ids.next());
            String body = cancel == null ? gateway.confirmBody(ref) : gateway.cancelBody(cancel);
            String stored = cancel == null ? body : CancelQueue.stored(gateway, cancel);
            attempts.startAgain(payment, key, stored, attempt, now, now.plus(properties.resolveClaim()));
            return new Request(gateway, ref, cancel, key, body);
        }));
    }

    private CancelRef cancelOf(Payment payment, Attempt attempt) {
        Cancellation cancellation =
                cancellations.of(payment, attempt.requiredCancellationId()).orElseThrow();
        return queue.ref(payment, cancellation, Objects.requireNonNull(cancellation.remainingBefore()));
    }

    private record Request(
            PaymentGateway gateway,
            PaymentRef payment,
            @Nullable CancelRef cancel,
            String key,
            String body) {}
}
