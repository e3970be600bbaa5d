package dev.paysaga.checkout.pages;

import dev.paysaga.events.OrderId;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** An order as it changes, as server-sent events: {@code state} with a version for each change, {@code end} after the last. */
@Controller
class LiveController {

    private final PageOrders orders;
    private final OrderCookies cookies;
    private final LiveOrders live;

    LiveController(PageOrders orders, OrderCookies cookies, LiveOrders live) {
        this.orders = orders;
        this.cookies = cookies;
        this.live = live;
    }

    @GetMapping(path = "/checkout/{orderId}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @PathVariable String orderId,
            @CookieValue(name = OrderCookies.NAME, required = false) @Nullable String token,
            HttpServletResponse response) {
        OrderId known = orders.find(orderId).orderId();
        response.setHeader("X-Accel-Buffering", "no"); // a proxy that collects it first would make it pointless
        return live.watch(known, cookies.isHolder(known, token));
    }
}
