package dev.paysaga.checkout.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.checkout.Shop;
import dev.paysaga.checkout.Shop.Answer;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a browser does with pages, less the showing: it keeps cookies by path and sends forms. */
final class Visitor {

    private static final Pattern NONCE = Pattern.compile("name=\"nonce\" value=\"([0-9a-f]{32})\"");

    private final Supplier<Shop> shop;
    private final Map<String, String> cookiesByPath = new HashMap<>();

    Visitor(Supplier<Shop> shop) {
        this.shop = shop;
    }

    Answer get(String path) {
        return get(path, Map.of());
    }

    Answer get(String path, Map<String, String> headers) {
        return remember(shop.get().get(path, with(headers, path)));
    }

    Answer post(String path, Map<String, String> headers, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        var all = with(headers, path);
        all.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
        return remember(shop.get().post(path, all, body.getBytes(UTF_8)));
    }

    /** From one of our own pages. */
    Answer post(String path, Map<String, String> form) {
        return post(path, Map.of("Sec-Fetch-Site", "same-origin"), form);
    }

    /** The order form with these fields, of a page just loaded. */
    Map<String, String> orderForm(String psp, String... quantities) {
        var form = new LinkedHashMap<String, String>();
        var nonce = NONCE.matcher(get("/").body());
        form.put("nonce", nonce.find() ? nonce.group(1) : "");
        form.put("psp", psp);
        for (String quantity : quantities) {
            String[] parts = quantity.split(" x ");
            form.put("quantity." + parts[0], parts[1]);
        }
        return form;
    }

    /** The path of a new order of 51,000 won. */
    String orders() {
        return post("/checkout", orderForm("TOSS", "drip-set x 1", "barley-tea x 2"))
                .header("Location");
    }

    private Map<String, String> with(Map<String, String> headers, String path) {
        var all = new HashMap<>(headers);
        cookiesByPath.forEach((prefix, cookie) -> {
            if (path.equals(prefix) || path.startsWith(prefix + "/")) {
                all.put("Cookie", cookie);
            }
        });
        return all;
    }

    private Answer remember(Answer answer) {
        String cookie = answer.header("Set-Cookie");
        var path = Pattern.compile("Path=([^;]+)").matcher(cookie);
        if (path.find() && !path.group(1).equals("/")) {
            cookiesByPath.put(path.group(1), cookie.substring(0, cookie.indexOf(';')));
        }
        return answer;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
