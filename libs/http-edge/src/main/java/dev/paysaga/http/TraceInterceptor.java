package dev.paysaga.http;

import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** Hands the trace context on with calls to our own services. */
public final class TraceInterceptor implements ClientHttpRequestInterceptor {

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        String traceparent = MDC.get(TraceFilter.TRACEPARENT);
        if (traceparent != null) {
            request.getHeaders().set(TraceFilter.TRACEPARENT, traceparent);
        }
        return execution.execute(request, body);
    }
}
