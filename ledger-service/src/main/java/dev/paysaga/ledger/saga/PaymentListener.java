package dev.paysaga.ledger.saga;

import dev.paysaga.events.LedgerEvent.LedgerRecorded;
import dev.paysaga.events.LedgerEvent.LedgerReversed;
import dev.paysaga.events.LedgerEvent.RecordedEntry;
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

/**
 * Books approved payments and their cancels, and says so. What cannot be booked, such as a cancel of more than the books
 * hold, is parked.
 */
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
            case PaymentCanceled canceled -> reverse(canceled);
            case PaymentCompleted _, CancellationCompleted _ -> {
                // says that our own entries, among others, have been seen
            }
        }
    }

    private void book(PaymentApproved payment) {
        Instant now = now();
        List<LedgerEntry> entries = Booking.of(payment, now);
        ledger.record(entries);
        outbox.append(new LedgerRecorded(payment.orderId(), payment.currency(), now, announced(entries)));
    }

    private void reverse(PaymentCanceled cancel) {
        Instant now = now();
        List<LedgerEntry> entries = Booking.of(cancel, now);
        ledger.record(entries);
        outbox.append(new LedgerReversed(
                cancel.orderId(), cancel.cancellationId(), cancel.currency(), now, announced(entries)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static List<RecordedEntry> announced(List<LedgerEntry> entries) {
        return entries.stream()
                .map(entry -> new RecordedEntry(
                        entry.paymentOrderId(),
                        entry.debit().toString(),
                        entry.credit().toString(),
                        entry.amount().amount()))
                .toList();
    }
}
