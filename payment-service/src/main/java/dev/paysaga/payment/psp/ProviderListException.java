package dev.paysaga.payment.psp;

/** A provider's list of transactions could not be had, or not whole: what is missing in it proves nothing. */
public final class ProviderListException extends RuntimeException {

    public ProviderListException(String message) {
        super(message);
    }
}
