package dev.paysaga.messaging;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before trying a message again: exponential, with full jitter, so that consumers that failed
 * together do not come back together.
 *
 * @param attempts how often a message is tried before it is parked, at least 1
 * @param first upper bound of the first pause
 * @param longest upper bound of any pause; all pauses together stay well below {@code max.poll.interval.ms}
 */
record Backoff(int attempts, Duration first, Duration longest) {

    boolean isExhaustedAfter(int attempt) {
        return attempt >= attempts;
    }

    /** @throws IllegalStateException when interrupted: the container is stopping, and the message comes again */
    void pauseAfter(int attempt) {
        long bound = Math.min(longest.toMillis(), first.toMillis() << Math.min(attempt - 1, 20));
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(bound + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting to try a message again", e);
        }
    }
}
