package dev.paysaga.tracing;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The W3C trace context of what this thread is doing, kept in the logging context under {@value #KEY} so that every log
 * line carries it. It enters with an HTTP request or a message and leaves with a call or an outbox row; {@link Span} moves
 * it.
 *
 * <p>Format: W3C Trace Context, version 00.
 */
public final class Traceparent {

    /** The header's name, and the logging context's. */
    public static final String KEY = "traceparent";

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

    public static boolean isTraceparent(String text) {
        return SHAPE.matcher(text).matches();
    }

    static void set(@Nullable String traceparent) {
        if (traceparent == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, traceparent);
        }
    }

    /** The first context of a new trace. */
    static String fresh() {
        byte[] ids = new byte[24];
        ThreadLocalRandom.current().nextBytes(ids);
        ids[0] |= 1; // neither id may be all zeros
        ids[16] |= 1;
        String hex = HexFormat.of().formatHex(ids);
        return "00-" + hex.substring(0, 32) + "-" + hex.substring(32) + "-01";
    }

    /** A new span of the same trace. */
    static String child(String traceparent) {
        long span = 0;
        while (span == 0) { // all zeros is not a span id
            span = ThreadLocalRandom.current().nextLong();
        }
        return traceparent.substring(0, 36) + HexFormat.of().toHexDigits(span) + traceparent.substring(52);
    }
}
