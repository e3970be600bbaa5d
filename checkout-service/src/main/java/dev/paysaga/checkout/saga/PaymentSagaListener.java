package dev.paysaga.checkout.saga;

import dev.paysaga.checkout.domain.Failure;
import dev.paysaga.events.PaymentEvent;
import dev.paysaga.events.PaymentEvent.CancellationCompleted;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.events.PaymentEvent.PaymentCompleted;
import dev.paysaga.events.PaymentEvent.PaymentDeclined;
import dev.paysaga.events.PaymentEvent.PaymentWaitingForDeposit;
import dev.paysaga.events.Topic;
import dev.paysaga.messaging.SagaListener;
import org.springframework.stereotype.Component;

/** What has become of a payment is what becomes of its checkout. */
@Component
class PaymentSagaListener implements SagaListener<PaymentEvent> {

    private final Transitions transitions;

    PaymentSagaListener(Transitions transitions) {
        this.transitions = transitions;
    }

    @Override
    public Topic<PaymentEvent> topic() {
        return Topic.PAYMENT;
    }

    @Override
    public void on(PaymentEvent event) {
        switch (event) {
            case PaymentApproved approved ->
                transitions.conclude(new Outcome.Approved(approved.orderId(), approved.paymentKey()));
            case PaymentDeclined declined ->
                transitions.conclude(new Outcome.Declined(
                        declined.orderId(), declined.paymentKey(), new Failure(declined.code(), declined.message())));
            case PaymentCompleted completed -> transitions.conclude(new Outcome.Completed(completed.orderId()));
            case PaymentWaitingForDeposit waiting ->
                transitions.conclude(
                        new Outcome.WaitingForDeposit(waiting.orderId(), waiting.paymentKey(), waiting.dueAt()));
            case PaymentCanceled canceled ->
                transitions.conclude(new Outcome.GivenBack(canceled.orderId(), canceled.amount()));
            case CancellationCompleted completed -> {
                if (completed.remainingAmount() == 0) {
                    transitions.conclude(new Outcome.AllGivenBack(completed.orderId()));
                }
            }
        }
    }
}
