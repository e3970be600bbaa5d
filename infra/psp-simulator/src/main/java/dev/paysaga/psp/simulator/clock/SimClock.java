package dev.paysaga.psp.simulator.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The provider's time: the real one, and as much further as it has been moved. It never goes back. */
public final class SimClock extends Clock {

    private final Clock real;
    private final AtomicReference<Duration> ahead;

    /** @param ahead how far it has been moved before */
    public SimClock(Clock real, Duration ahead) {
        this.real = real;
        this.ahead = new AtomicReference<>(ahead);
    }

    public void forward(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("Time does not go back: " + by);
        }
        ahead.updateAndGet(before -> before.plus(by));
    }

    /** How far ahead of the real time it is. */
    public Duration ahead() {
        return ahead.get();
    }

    /** The time that other programs have: what they compare a signature's time with. */
    public Clock real() {
        return real;
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
