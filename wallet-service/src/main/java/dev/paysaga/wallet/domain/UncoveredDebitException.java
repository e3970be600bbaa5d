package dev.paysaga.wallet.domain;

/** A cancel would take back what its seller has not received: nobody is debited until somebody has found out why. */
public final class UncoveredDebitException extends RuntimeException {

    UncoveredDebitException(WalletChange debit, String why) {
        super("Cancel " + debit.cancellationId() + " cannot debit " + debit.amount() + " to " + debit.sellerId()
                + " for payment order " + debit.paymentOrderId() + ": " + why);
    }
}
