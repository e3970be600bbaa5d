package dev.paysaga.checkout.domain;

/** What a confirm means to a checkout, by its state, its time and the payment key. */
public enum Confirmation {
    /** The first one: the payment is to be confirmed. */
    BEGIN,
    /** It has begun with this key and has no outcome yet: go on. */
    GO_ON,
    /** It has ended with this key: the same answer again. */
    REPEAT,
    /** It has begun with another key. */
    OTHER_IN_PROGRESS,
    /** It has ended with another key. */
    CLOSED,
    /** The buyer came too late. */
    EXPIRED
}
