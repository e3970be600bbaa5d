package dev.paysaga.events;

import java.time.Instant;
import java.util.List;

/** What the ledger-service announces on {@code ledger.events.v1}. */
public sealed interface LedgerEvent extends SagaEvent {

    /** The books hold the payment: one entry per payment order. */
    @EventType("paysaga.ledger.recorded.v1")
    record LedgerRecorded(OrderId orderId, String currency, Instant recordedAt, List<RecordedEntry> entries)
            implements LedgerEvent {

        public LedgerRecorded {
            entries = List.copyOf(entries);
        }
    }

    /**
     * The books hold a cancel: one reversing entry per payment order that it takes from.
     *
     * @param cancellationId names the cancel, as {@link PaymentEvent.PaymentCanceled} does
     */
    @EventType("paysaga.ledger.reversed.v1")
    record LedgerReversed(
            OrderId orderId, long cancellationId, String currency, Instant recordedAt, List<RecordedEntry> entries)
            implements LedgerEvent {

        public LedgerReversed {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One double entry.
     *
     * @param amount minor units, more than 0, debited from the one account and credited to the other
     */
    record RecordedEntry(long paymentOrderId, String debitAccount, String creditAccount, long amount) {}
}
