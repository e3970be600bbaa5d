package dev.paysaga.events;

/** A payment service provider that a checkout can be paid with. */
public enum Psp {
    TOSS,
    PORTONE
}
