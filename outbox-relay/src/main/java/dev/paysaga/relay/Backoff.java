package dev.paysaga.relay;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double from the shortest to the longest, each between half and all of its length at random. */
final class Backoff {

    private final Duration min;
    private final Duration max;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration min, Duration max, RandomGenerator random) {
        this.min = min;
        this.max = max;
        this.random = random;
    }

    Duration next() {
        long fullMillis = Math.min(max.toMillis(), min.toMillis() << Math.min(failures, 20));
        failures++;
        return Duration.ofMillis(fullMillis / 2 + random.nextLong(fullMillis / 2 + 1));
    }

    void reset() {
        failures = 0;
    }
}
