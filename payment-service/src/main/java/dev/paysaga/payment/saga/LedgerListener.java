package dev.paysaga.payment.saga;

import dev.paysaga.events.LedgerEvent;
import dev.paysaga.events.LedgerEvent.LedgerRecorded;
import dev.paysaga.events.LedgerEvent.LedgerReversed;
import dev.paysaga.events.LedgerEvent.RecordedEntry;
import dev.paysaga.events.Topic;
import dev.paysaga.messaging.SagaListener;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The books hold payment orders, or what a cancel takes back from them: {@code ledger_updated}. */
@Component
class LedgerListener implements SagaListener<LedgerEvent> {

    private final Flags flags;

    LedgerListener(Flags flags) {
        this.flags = flags;
    }

    @Override
    public Topic<LedgerEvent> topic() {
        return Topic.LEDGER;
    }

    @Override
    public void on(LedgerEvent event) {
        switch (event) {
            case LedgerReversed reversed ->
                flags.ledgerReversed(
                        reversed.orderId(),
                        reversed.cancellationId(),
                        reversed.entries().stream()
                                .mapToLong(RecordedEntry::amount)
                                .reduce(0, Math::addExact));
            case LedgerRecorded recorded ->
                flags.ledgerRecorded(
                        recorded.orderId(),
                        recorded.entries().stream()
                                .collect(Collectors.toMap(RecordedEntry::paymentOrderId, RecordedEntry::amount)));
        }
    }
}
