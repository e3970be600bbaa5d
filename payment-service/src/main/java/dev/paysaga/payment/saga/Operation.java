package dev.paysaga.payment.saga;

/** What a call to the provider does with money. */
enum Operation {
    CONFIRM,
    CANCEL
}
