package dev.paysaga.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Engines that did not stop in time, as one whose link to MySQL is dead does not for half a minute. They can do no harm,
 * since their producer is closed and fenced; but they must not pile up.
 */
final class EnginesLeftBehind {

    private static final Logger LOG = LoggerFactory.getLogger(EnginesLeftBehind.class);

    private final List<CountDownLatch> stopping = new ArrayList<>();
    private final LastResort lastResort;

    EnginesLeftBehind(LastResort lastResort) {
        this.lastResort = lastResort;
    }

    /** Leaves an engine behind; the second one that is still there ends the process. */
    void add(CountDownLatch stopped, Duration waited) {
        stopping.removeIf(earlier -> earlier.getCount() == 0);
        if (!stopping.isEmpty()) {
            lastResort.endProcess("Two engines in turn could not be stopped.");
        }
        stopping.add(stopped);
        LOG.warn(
                "The engine did not stop within {} s; it is left to itself, its producer is closed.",
                waited.toSeconds());
    }
}
