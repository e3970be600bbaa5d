package dev.paysaga.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SpanTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String GIVEN = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String NOT_SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-00";

    @AfterEach
    void leavesNoContextBehind() {
        assertThat(Traceparent.current()).isNull();
        Span.recordWith(null);
    }

    @Nested
    class WhileNobodyCollects {

        @Test
        void theCallersContextIsTheOneThatGoesOn() {
            try (var _ = Span.serving("GET", GIVEN)) {
                assertThat(Traceparent.current()).isEqualTo(GIVEN);
                try (var _ = Span.asking("provider")) {
                    assertThat(Traceparent.current()).isEqualTo(GIVEN);
                }
                assertThat(Traceparent.current()).isEqualTo(GIVEN);
                assertThat(Span.announced("event")).startsWith("00-" + TRACE).isNotEqualTo(GIVEN);
            }
        }

        @Test
        void aRequestWithoutAContextBeginsATrace() {
            try (var _ = Span.serving("GET", "nonsense")) {
                assertThat(Traceparent.isTraceparent(current())).isTrue();
            }
        }

        @Test
        void whatHasNoTraceAnnouncesNone() {
            try (var _ = Span.takingIn("event", null)) {
                assertThat(Span.announced("event")).isNull();
            }
        }

        @Test
        void nothingIsPassedOn() {
            assertThat(Span.passingOn("publish", GIVEN)).isNull();
        }
    }

    @Nested
    class WhileSomebodyCollects {

        private final List<SpanData> collected = new ArrayList<>();

        @BeforeEach
        void collect() {
            Span.recordWith(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(new Collecting(collected)))
                    .build()
                    .get("test"));
        }

        @Test
        void everyStepIsTheChildOfTheOneBeforeItInOneTrace() {
            String announced;
            try (var _ = Span.serving("GET", GIVEN)) {
                announced = Objects.requireNonNull(Span.announced("announce"));
                try (var _ = Span.asking("ask")) {
                    assertThat(current()).startsWith("00-" + TRACE);
                }
            }
            Objects.requireNonNull(Span.passingOn("publish", announced)).close();
            try (var _ = Span.takingIn("take in", announced)) {
                assertThat(current()).startsWith("00-" + TRACE);
            }

            assertThat(collected).extracting(SpanData::getTraceId).containsOnly(TRACE);
            assertThat(collected)
                    .extracting(SpanData::getName, SpanData::getKind)
                    .containsExactly(
                            tuple("announce", SpanKind.PRODUCER),
                            tuple("ask", SpanKind.CLIENT),
                            tuple("GET", SpanKind.SERVER),
                            tuple("publish", SpanKind.PRODUCER),
                            tuple("take in", SpanKind.CONSUMER));
            assertThat(parentOf("GET")).isEqualTo("00f067aa0ba902b7");
            assertThat(parentOf("announce")).isEqualTo(idOf("GET"));
            assertThat(parentOf("ask")).isEqualTo(idOf("GET"));
            assertThat(parentOf("publish")).isEqualTo(idOf("announce"));
            assertThat(parentOf("take in")).isEqualTo(idOf("announce"));
        }

        @Test
        void whatABeginningDidNotSampleIsCarriedAndNotCollected() {
            try (var _ = Span.serving("GET", NOT_SAMPLED)) {
                assertThat(current()).startsWith("00-" + TRACE).endsWith("-00");
            }

            assertThat(collected).isEmpty();
        }

        @Test
        void aFailureIsWrittenDown() {
            try (var span = Span.serving("GET", GIVEN)) {
                span.with("http.response.status_code", "503");
                span.rename("GET /v1/orders");
                span.failed("answered 503");
            }

            SpanData span = collected.getFirst();
            assertThat(span.getName()).isEqualTo("GET /v1/orders");
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getStatus().getDescription()).isEqualTo("answered 503");
            assertThat(span.getAttributes().asMap().values()).containsExactly("503");
        }

        private String parentOf(String name) {
            return named(name).getParentSpanId();
        }

        private String idOf(String name) {
            return named(name).getSpanId();
        }

        private SpanData named(String name) {
            return collected.stream()
                    .filter(span -> span.getName().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String current() {
        return Objects.requireNonNull(Traceparent.current());
    }

    private record Collecting(List<SpanData> collected) implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            collected.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
