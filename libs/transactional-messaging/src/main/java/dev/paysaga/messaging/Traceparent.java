package dev.paysaga.messaging;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The W3C trace context of what this thread is doing, kept in the logging context under {@value #KEY} so that every log
 * line carries it. It enters with an HTTP request or a message and leaves with an outbox row.
 *
 * <p>Format: W3C Trace Context, version 00.
 */
public final class Traceparent {

    static final String KEY = "traceparent";

    private static final Pattern SHAPE = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    /** The context that this thread works in; absent outside any trace. */
    public static @Nullable String current() {
        return MDC.get(KEY);
    }

    /** Works in a context that was {@link #current} when the work was put off. */
    public static void within(@Nullable String traceparent, Runnable work) {
        try (var _ = MDC.putCloseable(KEY, traceparent)) {
            work.run();
        }
    }

    /** The context for what this thread hands on: the same trace, a span of its own; absent outside any trace. */
    static @Nullable String next() {
        String current = MDC.get(KEY);
        return current != null && isTraceparent(current) ? child(current) : null;
    }

    /** A new span of the same trace. */
    static String child(String traceparent) {
        long span = 0;
        while (span == 0) { // all zeros is not a span id
            span = ThreadLocalRandom.current().nextLong();
        }
        return traceparent.substring(0, 36) + HexFormat.of().toHexDigits(span) + traceparent.substring(52);
    }

    static boolean isTraceparent(String text) {
        return SHAPE.matcher(text).matches();
    }
}
