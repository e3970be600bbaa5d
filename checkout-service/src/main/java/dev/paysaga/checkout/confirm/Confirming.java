package dev.paysaga.checkout.confirm;

import dev.paysaga.checkout.domain.Checkout;
import dev.paysaga.checkout.domain.Checkouts;
import dev.paysaga.checkout.domain.Failure;
import dev.paysaga.checkout.payment.ConfirmAnswer;
import dev.paysaga.checkout.payment.ConfirmAnswer.Approved;
import dev.paysaga.checkout.payment.ConfirmAnswer.Declined;
import dev.paysaga.checkout.payment.ConfirmAnswer.NotNow;
import dev.paysaga.checkout.payment.ConfirmAnswer.OtherKey;
import dev.paysaga.checkout.payment.ConfirmAnswer.Refused;
import dev.paysaga.checkout.payment.ConfirmAnswer.Undecided;
import dev.paysaga.checkout.payment.ConfirmAnswer.WaitingForDeposit;
import dev.paysaga.checkout.payment.PaymentService;
import dev.paysaga.checkout.saga.Outcome;
import dev.paysaga.checkout.saga.Transitions;
import dev.paysaga.events.OrderId;
import dev.paysaga.http.Problem;
import dev.paysaga.messaging.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Confirms a checkout's payment. */
@Component
public class Confirming {

    private static final Logger log = LoggerFactory.getLogger(Confirming.class);
    private static final Duration SHORTEST_CALL = Duration.ofMillis(50);
    private static final int SHORTEST_PAUSE_MS = 100;
    private static final int LONGEST_PAUSE_MS = 300;

    private final Checkouts checkouts;
    private final Transitions transitions;
    private final PaymentService payments;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final ConfirmProperties properties;

    Confirming(
            Checkouts checkouts,
            Transitions transitions,
            PaymentService payments,
            UnitOfWork unitOfWork,
            Clock clock,
            ConfirmProperties properties) {
        this.checkouts = checkouts;
        this.transitions = transitions;
        this.payments = payments;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.properties = properties;
    }

    /**
     * Confirms for a buyer who waits, and answers the checkout as it then is: still in progress when the patience ended
     * first.
     *
     * @throws Problem 409 when it is in progress or has ended with another payment key, or has expired
     */
    public Checkout confirm(Checkout checkout, String paymentKey) {
        return switch (checkout.confirmation(paymentKey, clock.instant())) {
            case BEGIN -> begin(checkout, paymentKey);
            case GO_ON -> goOn(checkout, paymentKey);
            case REPEAT -> checkout;
            case OTHER_IN_PROGRESS -> throw otherInProgress();
            case CLOSED ->
                throw Problem.of(
                        HttpStatus.CONFLICT,
                        "checkout-closed",
                        "The checkout has ended",
                        "It has ended with another payment or was canceled; this payment has not been confirmed. Look at the checkout.");
            case EXPIRED ->
                throw Problem.of(
                        HttpStatus.CONFLICT,
                        "checkout-expired",
                        "The checkout has expired",
                        "It was to be paid by " + checkout.expiresAt()
                                + "; nothing has been charged. Begin a new checkout.");
        };
    }

    private Checkout begin(Checkout checkout, String paymentKey) {
        boolean begun = unitOfWork.get(() -> transitions.begin(
                checkout.orderId(), paymentKey, clock.instant().plus(properties.pushAfter())));
        // Somebody else was faster: the state has gone forward, and what to do follows from the new one.
        return begun ? goOn(checkout, paymentKey) : confirm(now(checkout.orderId()), paymentKey);
    }

    private Checkout goOn(Checkout checkout, String paymentKey) {
        long end = System.nanoTime() + properties.confirmPatience().toNanos();
        while (true) {
            Duration left = Duration.ofNanos(Math.max(end - System.nanoTime(), SHORTEST_CALL.toNanos()));
            switch (push(checkout.orderId(), paymentKey, checkout.total().amount(), left)) {
                case Approved _, Declined _, WaitingForDeposit _, Undecided _, Refused _ -> {
                    return now(checkout.orderId());
                }
                case OtherKey _ -> throw otherInProgress();
                case NotNow _ -> {
                    if (!pausedBefore(end)) {
                        return now(checkout.orderId());
                    }
                }
            }
        }
    }

    /** Asks the payment-service once and notes what it said. */
    ConfirmAnswer push(OrderId orderId, String paymentKey, long amount, Duration patience) {
        ConfirmAnswer answer = payments.confirm(orderId, paymentKey, amount, patience);
        switch (answer) {
            case Approved _ -> conclude(new Outcome.Approved(orderId, paymentKey));
            case Declined(String code, String message) ->
                conclude(new Outcome.Declined(orderId, paymentKey, new Failure(code, message)));
            case WaitingForDeposit(Instant dueAt) ->
                conclude(new Outcome.WaitingForDeposit(orderId, paymentKey, dueAt));
            case Undecided _ -> log.debug("The payment of {} is undecided", orderId);
            case OtherKey _ -> log.warn("The payment-service confirms {} with another payment key", orderId);
            case NotNow(String reason) -> log.debug("Could not confirm {} just now: {}", orderId, reason);
            case Refused(String reason) ->
                log.error("The payment-service refuses to confirm {}; it stays in progress: {}", orderId, reason);
        }
        return answer;
    }

    private void conclude(Outcome outcome) {
        unitOfWork.run(() -> transitions.conclude(outcome));
    }

    private Checkout now(OrderId orderId) {
        return checkouts.find(orderId).orElseThrow();
    }

    /** Pauses a moment, if the end is not nearer than that. */
    private static boolean pausedBefore(long end) {
        int pause = ThreadLocalRandom.current().nextInt(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS + 1);
        if (end - System.nanoTime() <= Duration.ofMillis(pause).toNanos()) {
            return false;
        }
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Problem otherInProgress() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "checkout-in-progress",
                "The checkout is being paid already",
                "Another payment of this checkout is being confirmed; this one has not been. Look at the checkout.");
    }
}
