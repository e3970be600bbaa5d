package dev.paysaga.http;

import dev.paysaga.tracing.Span;
import dev.paysaga.tracing.Traceparent;
import java.io.IOException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** Hands the trace context on with calls to our own services. */
public final class TraceInterceptor implements ClientHttpRequestInterceptor {

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        try (var span = Span.asking("ask by " + request.getMethod())) {
            span.with("url.path", request.getURI().getPath());
            String traceparent = Traceparent.current();
            if (traceparent != null) {
                request.getHeaders().set(Traceparent.KEY, traceparent);
            }
            ClientHttpResponse response = execution.execute(request, body);
            span.with(
                    "http.response.status_code",
                    Integer.toString(response.getStatusCode().value()));
            return response;
        }
    }
}
