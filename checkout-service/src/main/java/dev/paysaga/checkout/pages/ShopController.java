package dev.paysaga.checkout.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.checkout.api.ApiProperties;
import dev.paysaga.checkout.api.CheckingOut;
import dev.paysaga.checkout.api.CheckoutRequest;
import dev.paysaga.checkout.api.CheckoutRequest.RequestedLine;
import dev.paysaga.checkout.api.IdempotencyKey;
import dev.paysaga.checkout.api.Invalid;
import dev.paysaga.checkout.domain.Product;
import dev.paysaga.checkout.domain.Products;
import dev.paysaga.events.OrderId;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The product list, and the way from it to an order. */
@Controller
class ShopController {

    /** Who buys, as long as browsers have no accounts. */
    private static final String GUEST = "guest";

    private static final int MOST_TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern QUANTITY = Pattern.compile("[0-9]{1,4}");

    private final Products products;
    private final CheckingOut checkingOut;
    private final OrderCookies cookies;
    private final FormNonces nonces;
    private final ApiProperties properties;

    ShopController(
            Products products,
            CheckingOut checkingOut,
            OrderCookies cookies,
            FormNonces nonces,
            ApiProperties properties) {
        this.products = products;
        this.checkingOut = checkingOut;
        this.cookies = cookies;
        this.nonces = nonces;
        this.properties = properties;
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    String shop(Model model) {
        model.addAllAttributes(page(Map.of(), false));
        return "shop";
    }

    /** Makes an order of the form, once, however often the form is sent; another content is another order. */
    @PostMapping(path = "/checkout", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    Object checkOut(@RequestParam Map<String, String> form) {
        var invalid = new Invalid();
        var request = new CheckoutRequest(GUEST, form.get("psp"), lines(form)).parse(invalid, properties.providers());
        String nonce = form.getOrDefault("nonce", "");
        if (!NONCE.matcher(nonce).matches() || request == null || !invalid.isEmpty()) {
            return again(form);
        }
        try {
            var answer = checkOut(new IdempotencyKey("page-" + nonce + "-" + hash(request)), request);
            OrderId orderId = checkingOut.orderIdOf(answer);
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .header(HttpHeaders.SET_COOKIE, cookies.of(orderId).toString())
                    .location(URI.create("/checkout/" + orderId))
                    .build();
        } catch (ErrorResponseException e) {
            if (e.getStatusCode() == HttpStatus.BAD_REQUEST) {
                return again(form);
            }
            throw e;
        }
    }

    /** Of two clicks the browser shows the answer to the second one only: it waits for the first, for a moment. */
    private CheckingOut.Answer checkOut(IdempotencyKey key, CheckoutRequest.Parsed request) {
        for (int tries = 0; ; tries++) {
            try {
                return checkingOut.checkOut(key, request);
            } catch (ErrorResponseException e) {
                if (e.getStatusCode() != HttpStatus.CONFLICT || tries == MOST_TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Quantities of products that we have; whatever else is in the form is nobody's. */
    private List<@Nullable RequestedLine> lines(Map<String, String> form) {
        var lines = new ArrayList<@Nullable RequestedLine>();
        for (Product product : products.all()) {
            Long quantity = quantity(form.getOrDefault("quantity." + product.productId(), ""));
            if (quantity == null || quantity != 0) {
                lines.add(new RequestedLine(product.productId(), quantity));
            }
        }
        return lines;
    }

    /** Null where it is no number. */
    private static @Nullable Long quantity(String text) {
        if (text.isBlank()) {
            return 0L;
        }
        return QUANTITY.matcher(text).matches() ? Long.valueOf(text) : null;
    }

    private ModelAndView again(Map<String, String> form) {
        var page = new ModelAndView("shop", page(form, true));
        page.setStatus(HttpStatus.BAD_REQUEST);
        return page;
    }

    private Map<String, Object> page(Map<String, String> form, boolean isWrong) {
        List<ProductRow> rows = products.all().stream()
                .map(product -> ProductRow.of(product, form))
                .toList();
        return Map.of(
                "products", rows, "providers", properties.providers(), "nonce", nonces.next(), "isWrong", isWrong);
    }

    private static String hash(CheckoutRequest.Parsed request) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(request.toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }

    /**
     * @param price minor units, for one piece
     * @param quantity what the form said, to be shown again
     */
    record ProductRow(String productId, String name, String sellerId, long price, String quantity) {

        static ProductRow of(Product product, Map<String, String> form) {
            String quantity = form.getOrDefault("quantity." + product.productId(), "0");
            return new ProductRow(
                    product.productId(),
                    product.name(),
                    product.sellerId(),
                    product.price().amount(),
                    QUANTITY.matcher(quantity).matches() ? quantity : "0");
        }
    }
}
