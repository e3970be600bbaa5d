package dev.paysaga.wallet.saga;

/** A payment contradicts itself: crediting a part of it would be wrong, so nothing is until it is put right. */
final class UncreditablePaymentException extends RuntimeException {

    UncreditablePaymentException(String reason) {
        super("The payment cannot be credited: " + reason);
    }
}
