package dev.paysaga.payment.domain;

/** Where a payment stands when a provider is looked at: its state, and what else decides about the provider's answer. */
public enum Stage {
    /** Nothing has been sent to the provider. */
    NOT_STARTED,
    /** The provider has been asked for the money, and may still be asked. */
    ASKED,
    /** The provider has been asked for the money; its time for taking it is over. */
    OVERDUE,
    /** The provider waits for the buyer's deposit. */
    WAITING,
    /** The time for the deposit is over, by our clock. */
    DEPOSIT_OVERDUE,
    /** The provider has the money. */
    APPROVED,
    /** It has ended without money. */
    REFUSED,
    /** It has ended because the buyer's deposit did not come in its time. */
    DEPOSIT_MISSED,
    /** It has ended without money because its checkout was canceled: whatever comes is given back. */
    VOID
}
