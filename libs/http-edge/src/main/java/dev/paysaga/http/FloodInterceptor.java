package dev.paysaga.http;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Answers 429 to a sender that posts more to one route than anybody needs, before anything is read or looked up. */
final class FloodInterceptor implements HandlerInterceptor {

    private final SenderLimits limits;
    private final MeterRegistry meters;

    FloodInterceptor(FloodProperties properties, MeterRegistry meters) {
        this.limits = new SenderLimits(properties.perSender());
        this.meters = meters;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!request.getMethod().equals("POST")) {
            return true;
        }
        String route = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        if (!limits.admits(route, request.getRemoteAddr())) {
            meters.counter("paysaga.http.flood.refused", "route", route).increment();
            throw Problem.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too-many-requests",
                            "There are too many requests",
                            "Send it again later; nothing has been changed.")
                    .retryAfter(Duration.ofSeconds(1));
        }
        return true;
    }
}
