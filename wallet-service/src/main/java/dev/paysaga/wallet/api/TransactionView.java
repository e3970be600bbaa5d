package dev.paysaga.wallet.api;

import dev.paysaga.wallet.domain.WalletTransaction;
import java.time.Instant;

record TransactionView(
        long id,
        String orderId,
        long paymentOrderId,
        WalletTransaction.Kind kind,
        long amount,
        String currency,
        Instant createdAt) {

    static TransactionView of(WalletTransaction transaction) {
        return new TransactionView(
                transaction.id(),
                transaction.orderId().value(),
                transaction.paymentOrderId(),
                transaction.kind(),
                transaction.amount().amount(),
                transaction.amount().currency(),
                transaction.createdAt());
    }
}
