package dev.paysaga.psp.simulator;

/** Where a payment stands at the provider; the names are the provider's. */
enum PaymentStatus {
    /** The buyer has opened the payment window. Expires 30 minutes later. */
    READY,
    /** The buyer has authenticated; nothing is charged yet. Expires 10 minutes later. */
    IN_PROGRESS,
    /** Confirmed: the money has moved. */
    DONE,
    /** The confirm was refused; final. */
    ABORTED,
    /** Nobody confirmed in time; final. */
    EXPIRED,
    /** Taken back with one cancel of the whole amount; final. */
    CANCELED,
    /** Taken back in parts. Stays so when the balance reaches 0. */
    PARTIAL_CANCELED
}
