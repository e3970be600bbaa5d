package dev.paysaga.relay;

import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** Why a session ended; the supervisor decides by it what comes next. */
sealed interface SessionEnd {

    /** Another relay has taken over: step down. */
    record Fenced(Throwable cause) implements SessionEnd {}

    /** Anything else that went wrong, including a commit of unknown outcome: rebuild from the stored position. */
    record Broken(Throwable cause) implements SessionEnd {}

    /** MySQL answers, but the engine has shown nothing for too long: rebuild. */
    record Silent(String what) implements SessionEnd {}

    /** The group has given the partition to another relay. */
    record Unseated() implements SessionEnd {}

    /** The program is asked to stop. */
    record Asked() implements SessionEnd {}

    /** The innermost cause, for people. */
    static String describe(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    /** Sorts an error; the producer wraps the one that says "fenced" once it is in its error state. */
    static SessionEnd of(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return new Fenced(cause);
            }
        }
        return new Broken(error);
    }
}
