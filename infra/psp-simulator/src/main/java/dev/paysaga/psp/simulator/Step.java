package dev.paysaga.psp.simulator;

/** What a fault can befall. */
enum Step {
    CONFIRM,
    CANCEL,
    LOOKUP,
    WEBHOOK
}
