package dev.paysaga.ledger.saga;

import dev.paysaga.events.LedgerEvent;
import dev.paysaga.events.LedgerEvent.LedgerRecorded;
import dev.paysaga.events.PaymentEvent;
import dev.paysaga.events.PaymentEvent.CancellationCompleted;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.events.PaymentEvent.PaymentCompleted;
import dev.paysaga.events.PaymentEvent.PaymentDeclined;
import dev.paysaga.events.PaymentEvent.PaymentWaitingForDeposit;
import dev.paysaga.events.Topic;
import dev.paysaga.ledger.domain.Booking;
import dev.paysaga.ledger.domain.LedgerEntry;
import dev.paysaga.ledger.mysql.LedgerTable;
import dev.paysaga.messaging.Outbox;
import dev.paysaga.messaging.SagaListener;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;

/** Books approved payments and says so. */
@Component
final class PaymentListener implements SagaListener<PaymentEvent> {

    private final LedgerTable ledger;
    private final Outbox outbox;
    private final Clock clock;

    PaymentListener(LedgerTable ledger, Outbox outbox, Clock clock) {
        this.ledger = ledger;
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
            case PaymentApproved approved -> book(approved);
            case PaymentWaitingForDeposit _, PaymentDeclined _ -> {
                // no money has moved, so there is nothing to book
            }
            case PaymentCanceled _ -> throw new UnsupportedOperationException("cancels are not handled yet");
            case PaymentCompleted _, CancellationCompleted _ -> {
                // says that our own entries, among others, have been seen
            }
        }
    }

    /** @throws UnbookablePaymentException when the payment contradicts itself; it is then parked */
    private void book(PaymentApproved payment) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        switch (Booking.of(payment, now)) {
            case Booking.Refused refused -> throw new UnbookablePaymentException(refused.reason());
            case Booking.Booked booked -> {
                ledger.record(booked.entries());
                outbox.append(recorded(payment, booked.entries(), now));
            }
        }
    }

    private static LedgerRecorded recorded(PaymentApproved payment, List<LedgerEntry> entries, Instant now) {
        return new LedgerRecorded(
                payment.orderId(),
                payment.currency(),
                now,
                entries.stream()
                        .map(entry -> new LedgerEvent.RecordedEntry(
                                entry.paymentOrderId(),
                                entry.debit().toString(),
                                entry.credit().toString(),
                                entry.amount().amount()))
                        .toList());
    }
}
