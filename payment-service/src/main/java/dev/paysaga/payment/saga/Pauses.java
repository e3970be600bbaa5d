package dev.paysaga.payment.saga;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Exponential back-off with full jitter: those that failed together do not come back together. */
public final class Pauses {

    private Pauses() {}

    /**
     * @param tries how often it was in vain so far, from 0
     * @return anything up to the bound, which doubles with each try
     */
    public static Duration after(int tries, Duration first, Duration longest) {
        long bound = Math.min(longest.toMillis(), first.toMillis() << Math.min(tries, 20));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound + 1));
    }

    /** About so long, half of it left to chance. */
    static Duration rarely(Duration pause) {
        long half = pause.toMillis() / 2;
        return Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
    }
}
