package dev.paysaga.wallet.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.paysaga.wallet.domain.WalletChange;
import dev.paysaga.wallet.domain.WalletTransaction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param cancellationId the cancel that a debit follows; absent for a credit
 * @param amount more than 0: a credit raised the balance by it, a debit lowered it
 */
record TransactionView(
        long id,
        String orderId,
        long paymentOrderId,
        WalletChange.Kind kind,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long cancellationId,
        long amount,
        String currency,
        Instant createdAt) {

    static TransactionView of(WalletTransaction transaction) {
        WalletChange change = transaction.change();
        return new TransactionView(
                transaction.id(),
                change.orderId().value(),
                change.paymentOrderId(),
                change.kind(),
                change.cancellationId(),
                change.amount().amount(),
                change.amount().currency(),
                change.createdAt());
    }
}
