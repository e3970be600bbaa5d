package dev.paysaga.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;

class TraceTest extends HttpTest {

    private static final String GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String SHAPE = "00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}";

    @Test
    void theCallersTraceIsKept() throws Exception {
        assertThat(traceOf(GIVEN)).isEqualTo(GIVEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"
            })
    void withoutATraceOneBegins(String given) throws Exception {
        String first = traceOf(given);

        assertThat(first).matches(SHAPE).isNotEqualTo(given);
        assertThat(traceOf(given)).as("another request, another trace").isNotEqualTo(first);
    }

    @Test
    void itGoesOnWithCallsToOurOwnServices() throws Exception {
        var request = new MockClientHttpRequest(HttpMethod.GET, "/");
        try (var _ = MDC.putCloseable("traceparent", GIVEN)) {
            new TraceInterceptor()
                    .intercept(request, new byte[0], (_, _) -> new MockClientHttpResponse(new byte[0], 200))
                    .close();
        }

        assertThat(request.getHeaders().getFirst("traceparent")).isEqualTo(GIVEN);
    }

    private String traceOf(String given) throws Exception {
        String body = get("/v1/trace", request -> request.header("traceparent", given))
                .body();
        return body.substring("{\"traceparent\":\"".length(), body.length() - 2);
    }
}
