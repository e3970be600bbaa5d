package dev.paysaga.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes over the caller's W3C trace context, or begins a trace, and keeps it in the logging context as
 * {@code traceparent}, from where it goes on with calls and events.
 */
final class TraceFilter extends OncePerRequestFilter {

    static final String TRACEPARENT = "traceparent";
    private static final Pattern SHAPE = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(TRACEPARENT);
        String traceparent = given != null && SHAPE.matcher(given).matches() ? given : fresh();
        try (var _ = MDC.putCloseable(TRACEPARENT, traceparent)) {
            chain.doFilter(request, response);
        }
    }

    private static String fresh() {
        byte[] ids = new byte[24];
        ThreadLocalRandom.current().nextBytes(ids);
        ids[0] |= 1; // neither id may be all zeros
        ids[16] |= 1;
        String hex = HexFormat.of().formatHex(ids);
        return "00-" + hex.substring(0, 32) + "-" + hex.substring(32) + "-01";
    }
}
