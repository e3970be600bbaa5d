package dev.paysaga.messaging;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What gauges say of something that is read now and then, however often they are asked: unknown before it has been read,
 * and while it cannot be. A value that has grown old would look like news.
 *
 * @param <T> what is read
 */
public final class Reading<T> {

    private static final Logger log = LoggerFactory.getLogger(Reading.class);

    private static final Number UNKNOWN = Double.NaN;

    private final Supplier<T> source;
    private volatile @Nullable T last;

    public Reading(Supplier<T> source) {
        this.source = source;
    }

    /** Reads anew. Never throws: who is called again and again would not be any more. */
    public void refresh() {
        try {
            last = source.get();
        } catch (RuntimeException | Error e) {
            last = null;
            log.debug("What gauges show cannot be read", e);
        }
    }

    /** What a gauge shows of it; NaN while it is unknown. */
    public Supplier<Number> gauge(Function<T, ? extends @Nullable Number> value) {
        return () -> {
            T known = last;
            Number shown = known == null ? null : value.apply(known);
            return shown == null ? UNKNOWN : shown;
        };
    }
}
