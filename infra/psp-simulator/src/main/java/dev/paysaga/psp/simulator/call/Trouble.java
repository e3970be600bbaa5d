package dev.paysaga.psp.simulator.call;

/** Why a call fails, whichever provider it is for. Each says it in its own words. */
public enum Trouble {
    KEY_REFUSED,
    DECLINED,
    INTERNAL_ERROR,
    /** Something went wrong, and whether the call was carried out is not said. */
    UNKNOWN_ERROR,
    TEMPORARY,
    IDEMPOTENCY_KEY_MALFORMED,
    IDEMPOTENCY_KEY_BUSY,
    PAYMENT_BUSY,
    WINDOW_PASSED,
    AMOUNT_REFUSED,
    TOO_MANY_REQUESTS,
    TOO_LATE_FOR_REFUND,
    /** The simulator itself failed. */
    BROKEN
}
