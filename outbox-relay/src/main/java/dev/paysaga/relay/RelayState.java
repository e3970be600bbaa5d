package dev.paysaga.relay;

import java.util.Set;

/** What the relay is doing; every change of state is declared here and made by {@link RelaySupervisor} alone. */
public enum RelayState {
    /** Another relay is active, or the group has not decided yet. */
    STANDBY,
    /** It is this relay's turn, but MySQL, Kafka, an outbox table or a topic is not there yet. */
    WAITING,
    /** Fencing the predecessor, reading the position, starting the engine. */
    STARTING,
    /** The engine runs and its batches are committed. */
    STREAMING,
    /** The last session ended with an error; the next one starts after a pause. */
    BACKING_OFF,
    /** Final: told to stop. */
    STOPPED,
    /** Final: another process has this relay's identity, so that going on would make the two fence each other for ever. */
    FAILED;

    /** Whether it is this relay's turn. */
    boolean isActive() {
        return switch (this) {
            case WAITING, STARTING, STREAMING, BACKING_OFF -> true;
            case STANDBY, STOPPED, FAILED -> false;
        };
    }

    boolean mayBecome(RelayState next) {
        return switch (this) {
            case STANDBY -> Set.of(WAITING, STOPPED, FAILED).contains(next);
            case WAITING -> Set.of(STARTING, STANDBY, STOPPED, FAILED).contains(next);
            case STARTING ->
                Set.of(STREAMING, BACKING_OFF, STANDBY, STOPPED, FAILED).contains(next);
            case STREAMING -> Set.of(BACKING_OFF, STANDBY, STOPPED, FAILED).contains(next);
            case BACKING_OFF -> Set.of(WAITING, STANDBY, STOPPED, FAILED).contains(next);
            case STOPPED, FAILED -> false;
        };
    }
}
