package dev.paysaga.events;

/** Something that has happened to one order, and that others may react to. */
public sealed interface SagaEvent permits CheckoutEvent, PaymentEvent, LedgerEvent, WalletEvent {

    /** The order that it happened to; events of one order are delivered in the order in which they were committed. */
    OrderId orderId();
}
