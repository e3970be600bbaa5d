package dev.paysaga.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * One step of a trace, from its beginning until it is closed. Whatever this thread does meanwhile belongs to it: logs under
 * its context, calls, announces.
 *
 * <p>Without a {@link SpanExport} nothing is recorded and only the context moves on.
 */
public final class Span implements AutoCloseable {

    /** Absent while nobody collects spans. */
    private static volatile @Nullable Tracer tracer;

    private final boolean entered;
    private final @Nullable String before;
    private final io.opentelemetry.api.trace.@Nullable Span recorded;

    private Span(boolean entered, @Nullable String before, io.opentelemetry.api.trace.@Nullable Span recorded) {
        this.entered = entered;
        this.before = before;
        this.recorded = recorded;
    }

    /**
     * A request is served.
     *
     * @param caller the trace context that came with it; without one, or with one of another shape, a trace begins
     */
    public static Span serving(String name, @Nullable String caller) {
        String parent = caller != null && Traceparent.isTraceparent(caller) ? caller : null;
        return entered(begin(SpanKind.SERVER, name, parent), parent == null ? Traceparent.fresh() : parent);
    }

    /** A message is taken in; {@code sender} is the trace context that came with it. */
    public static Span takingIn(String name, @Nullable String sender) {
        return entered(begin(SpanKind.CONSUMER, name, sender), sender);
    }

    /** Somebody else is asked; their side goes on from {@link Traceparent#current}. */
    public static Span asking(String name) {
        String current = Traceparent.current();
        return entered(begin(SpanKind.CLIENT, name, current), current);
    }

    /**
     * Something is announced, now.
     *
     * @return the context that goes with it; absent outside any trace
     */
    public static @Nullable String announced(String name) {
        String current = Traceparent.current();
        if (current == null || !Traceparent.isTraceparent(current)) {
            return null;
        }
        var recorded = begin(SpanKind.PRODUCER, name, current);
        if (recorded == null) {
            return Traceparent.child(current);
        }
        recorded.end();
        return traceparent(recorded);
    }

    /**
     * Something that another program has announced is passed on. Leaves this thread's context alone, may be closed by
     * another one, and is absent when nobody collects spans or the announcement has no context.
     */
    public static @Nullable Span passingOn(String name, @Nullable String announcement) {
        if (tracer == null || announcement == null || !Traceparent.isTraceparent(announcement)) {
            return null;
        }
        return new Span(false, null, begin(SpanKind.PRODUCER, name, announcement));
    }

    /** For a name that is known only later. */
    public void rename(String name) {
        if (recorded != null) {
            recorded.updateName(name);
        }
    }

    public Span with(String attribute, String value) {
        if (recorded != null) {
            recorded.setAttribute(attribute, value);
        }
        return this;
    }

    public void failed(String why) {
        if (recorded != null) {
            recorded.setStatus(StatusCode.ERROR, why);
        }
    }

    /** Ends it; this thread goes on in the context that it had before. */
    @Override
    public void close() {
        if (entered) {
            Traceparent.set(before);
        }
        if (recorded != null) {
            recorded.end();
        }
    }

    static void recordWith(@Nullable Tracer collecting) {
        tracer = collecting;
    }

    private static Span entered(io.opentelemetry.api.trace.@Nullable Span recorded, @Nullable String otherwise) {
        var span = new Span(true, Traceparent.current(), recorded);
        Traceparent.set(recorded == null ? otherwise : traceparent(recorded));
        return span;
    }

    private static io.opentelemetry.api.trace.@Nullable Span begin(
            SpanKind kind, String name, @Nullable String parent) {
        Tracer collecting = tracer;
        if (collecting == null) {
            return null;
        }
        var span = collecting.spanBuilder(name).setSpanKind(kind);
        return (parent == null ? span.setNoParent() : span.setParent(context(parent))).startSpan();
    }

    private static Context context(String traceparent) {
        return Context.root()
                .with(io.opentelemetry.api.trace.Span.wrap(SpanContext.createFromRemoteParent(
                        traceparent.substring(3, 35),
                        traceparent.substring(36, 52),
                        TraceFlags.fromHex(traceparent, 53),
                        TraceState.getDefault())));
    }

    private static String traceparent(io.opentelemetry.api.trace.Span span) {
        SpanContext context = span.getSpanContext();
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }
}
