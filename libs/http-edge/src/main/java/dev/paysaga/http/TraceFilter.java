package dev.paysaga.http;

import dev.paysaga.tracing.Span;
import dev.paysaga.tracing.Traceparent;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Takes over the caller's W3C trace context, or begins a trace, and keeps it in the logging context as
 * {@code traceparent}, from where it goes on with calls and events. Who only looks after us is not traced.
 */
final class TraceFilter extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (var span = Span.serving(request.getMethod(), request.getHeader(Traceparent.KEY))) {
            try {
                chain.doFilter(request, response);
            } catch (IOException | ServletException | RuntimeException e) {
                span.failed(e.toString());
                throw e;
            } finally {
                describe(span, request, response);
            }
        }
    }

    private static void describe(Span span, HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String route) {
            span.rename(request.getMethod() + " " + route);
        }
        span.with("http.response.status_code", Integer.toString(response.getStatus()));
        if (response.getStatus() >= 500) {
            span.failed("answered " + response.getStatus());
        }
    }
}
