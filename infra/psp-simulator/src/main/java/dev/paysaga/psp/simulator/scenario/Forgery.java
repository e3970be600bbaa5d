package dev.paysaga.psp.simulator.scenario;

/** How a webhook is forged (W05). */
public enum Forgery {
    /** Everything is right but the proof: PortOne's signature, the secret of Toss's deposit callback. */
    PROOF,
    /** No proof at all. */
    UNPROVEN,
    /** The body was altered after it was signed; Toss: a status that the payment does not have. */
    ALTERED,
    /** About a payment that the provider has never seen. */
    UNKNOWN_PAYMENT
}
