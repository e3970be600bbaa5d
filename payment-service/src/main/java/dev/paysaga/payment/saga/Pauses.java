package dev.paysaga.payment.saga;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Exponential back-off with jitter: those that failed together do not come back together. */
public final class Pauses {

    private Pauses() {}

    /**
     * @param tries how often it was in vain so far, from 0
     * @return between half the bound and the bound, which doubles with each try
     */
    public static Duration after(int tries, Duration first, Duration longest) {
        long bound = Math.min(longest.toMillis(), first.toMillis() << Math.min(tries, 20));
        return Duration.ofMillis(bound / 2 + ThreadLocalRandom.current().nextLong(bound / 2 + 1));
    }
}
