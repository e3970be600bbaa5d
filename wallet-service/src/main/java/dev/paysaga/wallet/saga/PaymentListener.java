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
import dev.paysaga.events.WalletEvent.WalletDebit;
import dev.paysaga.events.WalletEvent.WalletDebited;
import dev.paysaga.messaging.Outbox;
import dev.paysaga.messaging.SagaListener;
import dev.paysaga.wallet.domain.WalletChange;
import dev.paysaga.wallet.mysql.WalletTables;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Credits sellers for approved payments, debits them for cancels, and says so. What cannot be, such as a debit of more
 * than was credited, is parked.
 */
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
            case PaymentCanceled canceled -> debit(canceled);
            case PaymentCompleted _, CancellationCompleted _ -> {
                // says that our own credits or debits, among others, have been seen
            }
        }
    }

    private void credit(PaymentApproved payment) {
        Instant now = now();
        List<WalletChange> credits = WalletChange.of(payment, now);
        wallets.change(credits);
        outbox.append(new WalletCredited(
                payment.orderId(),
                payment.currency(),
                now,
                credits.stream()
                        .map(credit -> new WalletCredit(
                                credit.paymentOrderId(),
                                credit.sellerId().value(),
                                credit.amount().amount()))
                        .toList()));
    }

    private void debit(PaymentCanceled cancel) {
        Instant now = now();
        List<WalletChange> debits = WalletChange.of(cancel, now);
        wallets.change(debits);
        outbox.append(new WalletDebited(
                cancel.orderId(),
                cancel.cancellationId(),
                cancel.currency(),
                now,
                debits.stream()
                        .map(debit -> new WalletDebit(
                                debit.paymentOrderId(),
                                debit.sellerId().value(),
                                debit.amount().amount()))
                        .toList()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
