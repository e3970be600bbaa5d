package dev.paysaga.checkout.cancel;

import dev.paysaga.checkout.domain.Checkout;
import dev.paysaga.checkout.domain.CheckoutStatus;
import dev.paysaga.checkout.domain.Checkouts;
import dev.paysaga.checkout.payment.CancelAnswer;
import dev.paysaga.checkout.payment.CancelAnswer.Accepted;
import dev.paysaga.checkout.payment.CancelAnswer.Declined;
import dev.paysaga.checkout.payment.CancelAnswer.GivenBack;
import dev.paysaga.checkout.payment.CancelAnswer.NotNow;
import dev.paysaga.checkout.payment.CancelAnswer.NotUnderstood;
import dev.paysaga.checkout.payment.CancelAnswer.Refused;
import dev.paysaga.checkout.payment.CancelRequest;
import dev.paysaga.checkout.payment.CancellationView;
import dev.paysaga.checkout.payment.PaymentService;
import dev.paysaga.checkout.saga.Transitions;
import dev.paysaga.events.CheckoutEvent.CheckoutCanceled;
import dev.paysaga.events.CheckoutEvent.CheckoutCanceled.Cause;
import dev.paysaga.events.OrderId;
import dev.paysaga.http.Problem;
import dev.paysaga.messaging.Outbox;
import dev.paysaga.messaging.UnitOfWork;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Cancels a checkout for its buyer: gives up what is not paid, asks the payment-service for what is. */
@Component
public class Canceling {

    private static final Logger log = LoggerFactory.getLogger(Canceling.class);

    private final CancelRequests requests;
    private final Checkouts checkouts;
    private final Transitions transitions;
    private final PaymentService payments;
    private final Outbox outbox;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final JsonMapper json;
    private final CancelProperties properties;

    Canceling(
            CancelRequests requests,
            Checkouts checkouts,
            Transitions transitions,
            PaymentService payments,
            Outbox outbox,
            UnitOfWork unitOfWork,
            Clock clock,
            JsonMapper json,
            CancelProperties properties) {
        this.requests = requests;
        this.checkouts = checkouts;
        this.transitions = transitions;
        this.payments = payments;
        this.outbox = outbox;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.json = json;
        this.properties = properties;
    }

    /** Whether its buyer could cancel it now. */
    public boolean isAllowed(Checkout checkout) {
        return checkout.status() == CheckoutStatus.PREPAY
                || properties.cancelPolicy().allows(checkout.status());
    }

    /**
     * Cancels, and answers the checkout as it then is. What was allowed once may be asked again under its key whatever
     * has come of the checkout since.
     *
     * @param key may be absent where all that is left is asked for
     * @throws Problem 409 when there is nothing to cancel, it is not allowed (any more), or the payment is just being
     *     confirmed; 422 when the key was used for another cancel; 503 when the payment-service cannot be asked
     */
    public Canceled cancel(OrderId orderId, CancelRequest request, @Nullable String key) {
        byte[] hash = hash(request);
        return switch (unitOfWork.get(() -> decide(orderId, request, key, hash))) {
            case DONE -> new Canceled(now(orderId), null, true);
            case ASK -> ask(orderId, request, key, false);
            case ASK_AGAIN -> ask(orderId, request, key, true);
        };
    }

    private Next decide(OrderId orderId, CancelRequest request, @Nullable String key, byte[] hash) {
        CheckoutStatus status = requests.lock(orderId).orElseThrow();
        boolean again = requests.contains(orderId, key, hash);
        if (status == CheckoutStatus.CANCEL && request.isWhole()) {
            return Next.DONE;
        }
        if (again) {
            return Next.ASK_AGAIN;
        }
        return switch (status) {
            case PREPAY -> giveUp(orderId, request);
            case IN_PROGRESS -> throw Refusals.inProgress();
            case FAIL, CANCEL -> throw Refusals.nothingToCancel();
            case SUCCESS, COMPLETE -> {
                if (!properties.cancelPolicy().allows(status)) {
                    throw Refusals.notAllowed();
                }
                requests.add(orderId, key, hash);
                yield Next.ASK;
            }
        };
    }

    private Next giveUp(OrderId orderId, CancelRequest request) {
        if (!request.isWhole()) {
            throw Refusals.nothingToCancel();
        }
        if (transitions.cancel(orderId)) {
            outbox.append(new CheckoutCanceled(orderId, Cause.BUYER, clock.instant()));
        }
        return Next.DONE;
    }

    private Canceled ask(OrderId orderId, CancelRequest request, @Nullable String key, boolean again) {
        CancelAnswer answer = payments.cancel(orderId, request, key);
        return switch (answer) {
            case GivenBack(CancellationView cancellation) -> new Canceled(now(orderId), cancellation, true);
            case Accepted(CancellationView cancellation) -> new Canceled(now(orderId), cancellation, false);
            case Declined(String code, String message) -> throw Refusals.declined(code, message);
            case Refused refused -> {
                // All of it is on its way back since the first time.
                if (again && request.isWhole() && Refusals.isNothingToCancel(refused)) {
                    yield new Canceled(now(orderId), null, false);
                }
                throw Refusals.passedOn(refused);
            }
            case NotNow(String reason) -> {
                log.warn("Could not ask the payment-service to cancel {}: {}", orderId, reason);
                throw Refusals.notNow();
            }
            case NotUnderstood(String reason) -> {
                log.error("The payment-service refuses to cancel {}: {}", orderId, reason);
                throw Refusals.notNow();
            }
        };
    }

    private Checkout now(OrderId orderId) {
        return checkouts.find(orderId).orElseThrow();
    }

    private byte[] hash(CancelRequest request) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(request));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }

    private enum Next {
        DONE,
        ASK,
        ASK_AGAIN
    }

    /**
     * What came of it.
     *
     * @param cancellation what the payment-service says of it; null when it had nothing to do
     * @param isEnded false while the payment-service still works on it
     */
    public record Canceled(Checkout checkout, @Nullable CancellationView cancellation, boolean isEnded) {}
}
