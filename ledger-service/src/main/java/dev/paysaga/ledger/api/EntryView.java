package dev.paysaga.ledger.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.paysaga.ledger.domain.LedgerEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param cancellationId the cancel that a reversing entry follows; absent for others */
record EntryView(
        long paymentOrderId,
        String debitAccount,
        String creditAccount,
        long amount,
        String currency,
        LedgerEntry.Kind kind,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long cancellationId,
        Instant recordedAt) {

    static EntryView of(LedgerEntry entry) {
        return new EntryView(
                entry.paymentOrderId(),
                entry.debit().toString(),
                entry.credit().toString(),
                entry.amount().amount(),
                entry.amount().currency(),
                entry.kind(),
                entry.cancellationId(),
                entry.recordedAt());
    }
}
