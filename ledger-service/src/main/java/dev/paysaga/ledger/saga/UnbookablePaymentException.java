package dev.paysaga.ledger.saga;

/** A payment contradicts itself: booking a part of it would be a lie, so nothing is booked until it is put right. */
final class UnbookablePaymentException extends RuntimeException {

    UnbookablePaymentException(String reason) {
        super("The payment cannot be booked: " + reason);
    }
}
