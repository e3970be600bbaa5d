package dev.paysaga.payment.saga;

import dev.paysaga.events.CheckoutEvent;
import dev.paysaga.events.CheckoutEvent.CheckoutCanceled;
import dev.paysaga.events.CheckoutEvent.CheckoutCreated;
import dev.paysaga.events.Topic;
import dev.paysaga.messaging.SagaListener;
import dev.paysaga.payment.domain.Cancellation.RequestedBy;
import dev.paysaga.payment.domain.Payment;
import dev.paysaga.payment.domain.PaymentOrderStatus;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * A checkout begins: the payment that its buyer may confirm is laid down. A checkout ends unpaid: its payment does, too,
 * and money that is here or comes all the same goes back.
 */
@Component
class CheckoutListener implements SagaListener<CheckoutEvent> {

    private final Arrivals arrivals;
    private final Payments payments;
    private final Watches watches;
    private final CancelIntents cancels;
    private final Clock clock;

    CheckoutListener(Arrivals arrivals, Payments payments, Watches watches, CancelIntents cancels, Clock clock) {
        this.arrivals = arrivals;
        this.payments = payments;
        this.watches = watches;
        this.cancels = cancels;
        this.clock = clock;
    }

    @Override
    public Topic<CheckoutEvent> topic() {
        return Topic.CHECKOUT;
    }

    @Override
    public void on(CheckoutEvent event) {
        switch (event) {
            case CheckoutCreated created -> {
                payments.add(new Payment(created, clock.instant()));
                arrivals.committing(created.orderId().value());
            }
            case CheckoutCanceled canceled ->
                payments.lock(canceled.orderId().value()).ifPresent(payment -> cancel(payment, canceled));
        }
    }

    private void cancel(Payment payment, CheckoutCanceled canceled) {
        boolean moneyIsHere = payment.cancelCheckout(clock.instant());
        if (moneyIsHere) {
            cancels.allThatIsLeft(payment, "The checkout was canceled: " + canceled.cause(), RequestedBy.SYSTEM);
        } else if (payment.status() == PaymentOrderStatus.FAILURE) {
            watches.canceledCheckout(payment, clock.instant());
        }
    }
}
