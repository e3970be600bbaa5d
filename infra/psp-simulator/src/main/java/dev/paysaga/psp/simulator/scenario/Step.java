package dev.paysaga.psp.simulator.scenario;

/** What a fault can befall. */
public enum Step {
    CONFIRM,
    CANCEL,
    LOOKUP,
    WEBHOOK,
    /** A list of transactions or payments, as reconciliation asks for it. */
    TRANSACTIONS
}
