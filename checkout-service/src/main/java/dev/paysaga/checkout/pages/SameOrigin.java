package dev.paysaga.checkout.pages;

import dev.paysaga.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses what a page of somebody else makes a browser post here. Browsers say where a request comes from ({@code
 * Sec-Fetch-Site}; older ones {@code Origin}), and no page can make them lie.
 */
final class SameOrigin implements HandlerInterceptor {

    private static final Logger log = LoggerFactory.getLogger(SameOrigin.class);

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getMethod().equals("POST") && !isOurs(request)) {
            log.warn("Refused a request that a page of another origin has made a browser send");
            throw Problem.of(
                    HttpStatus.FORBIDDEN,
                    "cross-origin",
                    "The request comes from another site",
                    "It can only be made by a page of this shop; nothing has been changed.");
        }
        return true;
    }

    private static boolean isOurs(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin == null || isHost(origin, request.getHeader("Host"));
    }

    private static boolean isHost(String origin, String host) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null && authority.equals(host);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
