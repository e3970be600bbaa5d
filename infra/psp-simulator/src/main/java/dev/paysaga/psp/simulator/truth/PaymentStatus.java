package dev.paysaga.psp.simulator.truth;

/** Where a payment stands at the provider; the names are those of Toss. */
public enum PaymentStatus {
    /** The buyer has opened the payment window. Expires 30 minutes later. */
    READY,
    /** The buyer has authenticated; nothing is charged yet. Expires 10 minutes later. */
    IN_PROGRESS,
    /** Confirmed, and a virtual account issued; no money has come. Expires when it is due. */
    WAITING_FOR_DEPOSIT,
    /** The money has moved. */
    DONE,
    /** The confirm was refused; final. */
    ABORTED,
    /** Nobody confirmed, or deposited, in time; final. */
    EXPIRED,
    /** Taken back with one cancel of the whole amount, or a virtual account given up before the deposit; final. */
    CANCELED,
    /** Taken back in parts. Stays so when the balance reaches 0. */
    PARTIAL_CANCELED
}
