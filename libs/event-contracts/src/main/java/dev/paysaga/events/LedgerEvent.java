package dev.paysaga.events;

import java.time.Instant;
import java.util.List;

/** What the ledger-service announces on {@code ledger.events.v1}. */
public sealed interface LedgerEvent extends SagaEvent {

    /** The books hold the payment: one entry per payment order. */
    @EventType("paysaga.ledger.recorded.v1")
    record LedgerRecorded(OrderId orderId, String currency, Instant recordedAt, List<RecordedEntry> entries)
            implements LedgerEvent {

        /** @throws IllegalArgumentException when there are no entries, one moves nothing, or two are of one payment order */
        public LedgerRecorded {
            entries = PaymentOrderPart.each(entries);
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

        /** @throws IllegalArgumentException when there are no entries, one moves nothing, or two are of one payment order */
        public LedgerReversed {
            entries = PaymentOrderPart.each(entries);
        }
    }

    /**
     * One double entry.
     *
     * @param amount minor units, more than 0, debited from the one account and credited to the other
     */
    record RecordedEntry(long paymentOrderId, String debitAccount, String creditAccount, long amount)
            implements PaymentOrderPart {}
}
