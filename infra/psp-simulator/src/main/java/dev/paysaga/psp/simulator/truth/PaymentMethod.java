package dev.paysaga.psp.simulator.truth;

/** How the buyer pays. */
public enum PaymentMethod {
    CARD,
    EASY_PAY,
    /** An account is issued for this one payment; the buyer transfers the money to it later, or never. */
    VIRTUAL_ACCOUNT
}
