package dev.paysaga.payment.domain;

/** What a request to confirm means for a payment, in the order in which it is decided. */
public enum ConfirmDecision {
    /** The amount is not what we asked for: nothing may be sent to the provider. */
    OTHER_AMOUNT,
    /** The order is being paid, or was paid, with another payment of the provider. */
    OTHER_PAYMENT_KEY,
    /** The outcome is known already: the same answer again. */
    ENDED,
    /** A confirm is under way, or its outcome is being found out. */
    RUNNING,
    /** The intent is recorded now, and the provider is to be called. */
    SEND
}
