package dev.paysaga.wallet.saga;

import dev.paysaga.events.PaymentEvent;
import dev.paysaga.events.PaymentEvent.CancellationCompleted;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.events.PaymentEvent.PaymentCompleted;
import dev.paysaga.events.PaymentEvent.PaymentDeclined;
import dev.paysaga.events.PaymentEvent.PaymentWaitingForDeposit;
import dev.paysaga.events.Topic;
import dev.paysaga.events.WalletEvent.WalletCredit;
import dev.paysaga.events.WalletEvent.WalletCredited;
import dev.paysaga.messaging.Outbox;
import dev.paysaga.messaging.SagaListener;
import dev.paysaga.wallet.domain.Credit;
import dev.paysaga.wallet.domain.Crediting;
import dev.paysaga.wallet.mysql.WalletTables;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;

/** Credits sellers for approved payments and says so. */
@Component
final class PaymentListener implements SagaListener<PaymentEvent> {

    private final WalletTables wallets;
    private final Outbox outbox;
    private final Clock clock;

    PaymentListener(WalletTables wallets, Outbox outbox, Clock clock) {
        this.wallets = wallets;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Topic<PaymentEvent> topic() {
        return Topic.PAYMENT;
    }

    @Override
    public void on(PaymentEvent event) {
        switch (event) {
            case PaymentApproved approved -> credit(approved);
            case PaymentWaitingForDeposit _, PaymentDeclined _ -> {
                // no money has moved, so no seller has earned any
            }
            case PaymentCanceled _ -> throw new UnsupportedOperationException("cancels are not handled yet");
            case PaymentCompleted _, CancellationCompleted _ -> {
                // says that our own credits, among others, have been seen
            }
        }
    }

    /** @throws UncreditablePaymentException when the payment contradicts itself; it is then parked */
    private void credit(PaymentApproved payment) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        switch (Crediting.of(payment, now)) {
            case Crediting.Refused refused -> throw new UncreditablePaymentException(refused.reason());
            case Crediting.Credited credited -> {
                wallets.credit(credited.credits());
                outbox.append(credited(payment, credited.credits(), now));
            }
        }
    }

    private static WalletCredited credited(PaymentApproved payment, List<Credit> credits, Instant now) {
        return new WalletCredited(
                payment.orderId(),
                payment.currency(),
                now,
                credits.stream()
                        .map(credit -> new WalletCredit(
                                credit.paymentOrderId(),
                                credit.sellerId().value(),
                                credit.amount().amount()))
                        .toList());
    }
}
