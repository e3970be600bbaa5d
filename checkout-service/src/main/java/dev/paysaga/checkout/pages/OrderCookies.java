package dev.paysaga.checkout.pages;

import dev.paysaga.checkout.api.ApiProperties;
import dev.paysaga.checkout.api.CsrfTokens;
import dev.paysaga.events.OrderId;
import dev.paysaga.http.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * How a browser holds an order's token: in a cookie of that order's pages alone, which no script reads and no other
 * site's post carries. Never in an address, which is kept and passed on in places that nobody thinks of.
 */
@Component
class OrderCookies {

    static final String NAME = "checkout_token";

    private static final Duration KEPT = Duration.ofDays(7);

    private final CsrfTokens tokens;
    private final boolean secure;

    OrderCookies(CsrfTokens tokens, ApiProperties properties) {
        this.tokens = tokens;
        this.secure = "https".equals(properties.publicUrl().getScheme());
    }

    ResponseCookie of(OrderId orderId) {
        return ResponseCookie.from(NAME, tokens.tokenOf(orderId))
                .path("/checkout/" + orderId)
                .maxAge(KEPT)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .build();
    }

    /** @param presented a cookie's value, or a token as its holder hands it over */
    boolean isHolder(OrderId orderId, @Nullable String presented) {
        return tokens.isTokenOf(orderId, presented);
    }

    /** @throws Problem 403 when the browser does not hold the order's token */
    void requireHolder(OrderId orderId, @Nullable String presented) {
        if (!isHolder(orderId, presented)) {
            throw Problem.of(
                    HttpStatus.FORBIDDEN,
                    "wrong-token",
                    "This browser does not hold the order",
                    "Go on in the browser in which it was made; nothing has been changed.");
        }
    }
}
