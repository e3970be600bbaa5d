package dev.paysaga.psp.simulator.truth;

/** Which provider. */
public enum Psp {
    TOSS,
    PORTONE
}
