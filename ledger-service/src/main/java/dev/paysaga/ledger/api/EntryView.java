package dev.paysaga.ledger.api;

import dev.paysaga.ledger.domain.LedgerEntry;
import java.time.Instant;

record EntryView(
        long paymentOrderId,
        String debitAccount,
        String creditAccount,
        long amount,
        String currency,
        LedgerEntry.Kind kind,
        Instant recordedAt) {

    static EntryView of(LedgerEntry entry) {
        return new EntryView(
                entry.paymentOrderId(),
                entry.debit().toString(),
                entry.credit().toString(),
                entry.amount().amount(),
                entry.amount().currency(),
                entry.kind(),
                entry.recordedAt());
    }
}
