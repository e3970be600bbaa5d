package dev.paysaga.tracing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where spans go.
 *
 * @param otlpEndpoint base address of who takes OTLP over HTTP, such as {@code http://127.0.0.1:4318}; empty: no spans
 * @param sampledPercent of traces that begin here, 0 to 100; one that is under way is recorded if its beginning was
 */
@ConfigurationProperties(prefix = "paysaga.tracing", ignoreUnknownFields = false)
record TracingProperties(
        @DefaultValue("") String otlpEndpoint,
        @DefaultValue("100") int sampledPercent) {

    TracingProperties {
        if (sampledPercent < 0 || sampledPercent > 100) {
            throw new IllegalArgumentException("paysaga.tracing.sampled-percent is 0 to 100, not " + sampledPercent);
        }
    }

    String tracesEndpoint() {
        return otlpEndpoint.strip().replaceFirst("/+$", "") + "/v1/traces";
    }
}
