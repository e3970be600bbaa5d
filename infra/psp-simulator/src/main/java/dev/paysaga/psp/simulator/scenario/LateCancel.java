package dev.paysaga.psp.simulator.scenario;

/** How a cancel that PortOne does not carry out at once ends (C06). */
public enum LateCancel {
    /** REQUESTED, later SUCCEEDED. */
    SUCCEEDED,
    /** REQUESTED, later FAILED. */
    FAILED,
    /** REQUESTED for ever: only an endpoint of the simulator ends it. */
    OPEN,
    /** 200 with the status FAILED, at once. */
    FAILED_AT_ONCE
}
