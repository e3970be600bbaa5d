package dev.paysaga.payment.saga;

import dev.paysaga.events.CheckoutEvent;
import dev.paysaga.events.CheckoutEvent.CheckoutCanceled;
import dev.paysaga.events.CheckoutEvent.CheckoutCreated;
import dev.paysaga.events.Topic;
import dev.paysaga.messaging.SagaListener;
import dev.paysaga.payment.domain.Payment;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** A checkout begins: the payment that its buyer may confirm is laid down. */
@Component
class CheckoutListener implements SagaListener<CheckoutEvent> {

    private final Payments payments;
    private final Clock clock;

    CheckoutListener(Payments payments, Clock clock) {
        this.payments = payments;
        this.clock = clock;
    }

    @Override
    public Topic<CheckoutEvent> topic() {
        return Topic.CHECKOUT;
    }

    @Override
    public void on(CheckoutEvent event) {
        switch (event) {
            case CheckoutCanceled _ -> throw new UnsupportedOperationException("not handled yet");
            case CheckoutCreated created -> payments.add(new Payment(created, clock.instant()));
        }
    }
}
