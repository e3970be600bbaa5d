package dev.paysaga.checkout.pages;

import dev.paysaga.checkout.api.CancelBody;
import dev.paysaga.checkout.api.ConfirmRequest;
import dev.paysaga.checkout.api.Invalid;
import dev.paysaga.checkout.cancel.Canceling;
import dev.paysaga.checkout.confirm.Confirming;
import dev.paysaga.checkout.domain.Checkout;
import dev.paysaga.events.OrderId;
import dev.paysaga.http.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One order's page, and what its holder can do there. */
@Controller
class OrderController {

    private static final String FORM = MediaType.APPLICATION_FORM_URLENCODED_VALUE;

    private final PageOrders orders;
    private final OrderCookies cookies;
    private final Confirming confirming;
    private final Canceling canceling;
    private final PageProperties pages;

    OrderController(
            PageOrders orders, OrderCookies cookies, Confirming confirming, Canceling canceling, PageProperties pages) {
        this.orders = orders;
        this.cookies = cookies;
        this.confirming = confirming;
        this.canceling = canceling;
        this.pages = pages;
    }

    @GetMapping(path = "/checkout/{orderId}", produces = MediaType.TEXT_HTML_VALUE)
    String show(
            @PathVariable String orderId,
            @CookieValue(name = OrderCookies.NAME, required = false) @Nullable String token,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        Checkout checkout = orders.find(orderId);
        if (!cookies.isHolder(checkout.orderId(), token)) {
            model.addAttribute("page", orders.status(checkout));
            return "order";
        }
        OrderPage page = orders.whole(checkout, locale);
        model.addAttribute("page", page);
        if (page.details() != null && page.details().isPayable()) {
            model.addAttribute("sdkUrl", pages.sdkUrl(checkout.psp()));
            model.addAttribute("toss", pages.toss());
            model.addAttribute("portone", pages.portone());
            response.setHeader(PageHeaders.CONTENT_SECURITY_POLICY, pages.contentSecurityPolicy(checkout.psp()));
        }
        return "order";
    }

    /** Takes over an order that was made elsewhere, by its token, which a shop's page posts here. */
    @PostMapping(path = "/checkout/{orderId}/open", consumes = FORM)
    ResponseEntity<Void> open(@PathVariable String orderId, @RequestParam(defaultValue = "") String csrfToken) {
        OrderId known = orders.find(orderId).orderId();
        cookies.requireHolder(known, csrfToken);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.SET_COOKIE, cookies.of(known).toString())
                .location(page(known))
                .build();
    }

    /** Confirms what the provider's window has brought. The amount is compared, where the provider told one. */
    @PostMapping(path = "/checkout/{orderId}/confirm", consumes = FORM)
    ResponseEntity<Void> confirm(
            @PathVariable String orderId,
            @CookieValue(name = OrderCookies.NAME, required = false) @Nullable String token,
            @RequestParam(defaultValue = "") String paymentKey,
            @RequestParam(required = false) @Nullable Long amount) {
        Checkout checkout = orders.find(orderId);
        cookies.requireHolder(checkout.orderId(), token);
        long total = checkout.total().amount();
        var request = new ConfirmRequest(paymentKey, amount == null ? total : amount).parse();
        Returned.requireAmount(checkout, request.amount());
        try {
            confirming.confirm(checkout, request.paymentKey());
        } catch (Problem problem) {
            // Ended, too late, or being paid with another payment: the order's page tells how it stands.
            if (problem.getStatusCode() != HttpStatus.CONFLICT) {
                throw problem;
            }
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(page(checkout.orderId()))
                .build();
    }

    @PostMapping(path = "/checkout/{orderId}/cancel", consumes = FORM)
    ResponseEntity<Void> cancel(
            @PathVariable String orderId,
            @CookieValue(name = OrderCookies.NAME, required = false) @Nullable String token,
            @RequestParam(defaultValue = "") String reason) {
        Checkout checkout = orders.find(orderId);
        cookies.requireHolder(checkout.orderId(), token);
        var invalid = new Invalid();
        var request = new CancelBody(reason, null, null, null).parse(checkout, invalid);
        invalid.throwIfAny();
        canceling.cancel(checkout.orderId(), request, null);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(page(checkout.orderId()))
                .build();
    }

    private static URI page(OrderId orderId) {
        return URI.create("/checkout/" + orderId);
    }
}
