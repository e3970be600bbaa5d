package dev.paysaga.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.concurrent.TimeUnit;

/**
 * Records spans and sends them by OTLP over HTTP, a batch each second. What cannot be sent, or is more than 2,048 at once,
 * is dropped: no request ever waits for it.
 */
final class SpanExport implements AutoCloseable {

    private static final int LONGEST_FLUSH_SECONDS = 3;

    private final SdkTracerProvider provider;

    /** @param program {@code service.name} of every span */
    SpanExport(TracingProperties properties, String program) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(properties.tracesEndpoint())
                .setTimeout(2, TimeUnit.SECONDS)
                .build();
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), program)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(properties.sampledPercent() / 100.0)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(1, TimeUnit.SECONDS)
                        .build())
                .build();
        Span.recordWith(provider.get("dev.paysaga"));
    }

    /** Sends what is left, for three seconds at most. */
    @Override
    public void close() {
        Span.recordWith(null);
        var _ = provider.shutdown().join(LONGEST_FLUSH_SECONDS, TimeUnit.SECONDS);
    }
}
