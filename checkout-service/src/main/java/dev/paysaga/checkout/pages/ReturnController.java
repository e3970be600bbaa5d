package dev.paysaga.checkout.pages;

import dev.paysaga.checkout.domain.Checkout;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where the providers' windows send browsers back to. Looking at these pages changes nothing: the first one's script (or
 * button) posts the confirm.
 */
@Controller
class ReturnController {

    private static final int LONGEST_MESSAGE = 200;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
    private static final Set<String> CLOSED = Set.of("PAY_PROCESS_CANCELED", "USER_CANCEL", "PAYMENT_CANCELLED");

    private final PageOrders orders;

    ReturnController(PageOrders orders) {
        this.orders = orders;
    }

    @GetMapping(path = "/checkout/success", produces = MediaType.TEXT_HTML_VALUE)
    String success(@RequestParam Map<String, String> query, Model model) {
        if (query.containsKey("code")) {
            return "redirect:"
                    + UriComponentsBuilder.fromPath("/checkout/fail")
                            .queryParam("orderId", "{orderId}")
                            .queryParam("code", "{code}")
                            .queryParam("message", "{message}")
                            .encode()
                            .buildAndExpand(
                                    query.getOrDefault("paymentId", query.getOrDefault("orderId", "")),
                                    query.getOrDefault("pgCode", query.get("code")),
                                    query.getOrDefault("message", ""))
                            .toUriString();
        }
        Returned returned = Returned.of(query);
        Checkout checkout = orders.find(returned.orderId());
        returned.amount().ifPresent(amount -> Returned.requireAmount(checkout, amount));
        model.addAttribute("orderId", checkout.orderId().value());
        model.addAttribute("paymentKey", returned.paymentKey());
        model.addAttribute("amount", returned.amount().map(String::valueOf).orElse(""));
        return "confirming";
    }

    @GetMapping(path = "/checkout/fail", produces = MediaType.TEXT_HTML_VALUE)
    String fail(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String message,
            @RequestParam(defaultValue = "") String orderId,
            Model model) {
        var checkout = orders.lookUp(orderId);
        model.addAttribute("reason", reason(code));
        model.addAttribute("code", CODE.matcher(code).matches() ? code : "");
        model.addAttribute("message", shown(message));
        model.addAttribute(
                "orderId", checkout.map(known -> known.orderId().value()).orElse(""));
        model.addAttribute("isPayable", checkout.map(orders::isPayable).orElse(false));
        return "fail";
    }

    private static String reason(String code) {
        if (CLOSED.contains(code)) {
            return "closed";
        }
        if (code.contains("REJECT") || code.contains("DECLINE") || code.contains("LIMIT") || code.contains("BALANCE")) {
            return "declined";
        }
        return "other";
    }

    /** One line that cannot pass for more than a quotation. */
    private static String shown(String message) {
        String line = message.strip().replaceAll("[\\p{C}\\s]+", " ");
        return line.codePointCount(0, line.length()) <= LONGEST_MESSAGE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_MESSAGE)) + "…";
    }
}
