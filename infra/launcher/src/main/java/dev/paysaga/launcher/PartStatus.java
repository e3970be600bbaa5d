package dev.paysaga.launcher;

import java.time.Duration;

/**
 * What one program of a cluster is doing.
 *
 * @param name what people type, such as {@code payment}
 * @param pid of its process, 0 when it has none
 * @param up since its process was started; zero when it has none
 * @param restarts how often it was started again after it had died
 */
public record PartStatus(String name, State state, long pid, int port, Duration up, int restarts) {

    /** From asked-for to gone. */
    public enum State {
        /** Needs another program that is not ready yet. */
        WAITING,
        STARTING,
        READY,
        /** It ended by itself and is about to be started again, or is left alone where restarts are off. */
        DEAD,
        /** Ended on purpose. */
        STOPPED
    }
}
