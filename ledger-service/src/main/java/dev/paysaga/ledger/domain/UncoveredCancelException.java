package dev.paysaga.ledger.domain;

/** A cancel would take back what the books do not hold: nothing of it is booked until somebody has found out why. */
public final class UncoveredCancelException extends RuntimeException {

    UncoveredCancelException(LedgerEntry cancel, String why) {
        super("Cancel " + cancel.cancellationId() + " of " + cancel.amount() + " from payment order "
                + cancel.paymentOrderId() + " cannot be booked: " + why);
    }
}
