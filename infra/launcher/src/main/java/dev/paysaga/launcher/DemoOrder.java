package dev.paysaga.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A buyer's way through the suite, by HTTP alone: choose, check out, pay in the PSP's window, confirm, wait. */
final class DemoOrder {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Ports ports;
    private final Secrets secrets;
    private final Screen screen;
    private final JsonHttp http = new JsonHttp();

    DemoOrder(Ports ports, Secrets secrets, Screen screen) {
        this.ports = ports;
        this.secrets = secrets;
        this.screen = screen;
    }

    /** @throws LaunchFailure when a step is refused or the order is not complete in time */
    Demo.PaidOrder pay() throws InterruptedException {
        var checkouts = ports.url(Part.CHECKOUT) + "/v1/checkouts";
        var lines = choose(http.get(ports.url(Part.CHECKOUT) + "/v1/products", Map.of()));

        var begin = System.nanoTime();
        var created = http.post(
                checkouts,
                Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                Map.of("buyerId", "buyer-demo", "lines", List.copyOf(lines.values())));
        var orderId = created.path("orderId").asString();
        var amount = created.path("amount").asLong();
        var currency = created.path("currency").asString();
        step(
                begin,
                "checked out: %s, %,d %s, order %s"
                        .formatted(created.path("orderName").asString(), amount, currency, orderId));

        begin = System.nanoTime();
        var paid = http.post(
                ports.url(Part.PSP) + "/__sim/payments",
                Map.of(),
                Map.of("psp", "TOSS", "orderId", orderId, "amount", amount, "currency", currency));
        var paymentKey = paid.path("paymentKey").asString();
        step(begin, "paid in the PSP's window");

        begin = System.nanoTime();
        var confirmed = http.post(
                checkouts + "/" + orderId + "/confirm",
                Map.of("X-CSRF-Token", created.path("csrfToken").asString()),
                Map.of("paymentKey", paymentKey, "amount", amount));
        step(begin, "confirmed: the buyer sees " + confirmed.path("status").asString());

        awaitComplete(checkouts + "/" + orderId);
        step(begin, "COMPLETE: ledger and wallets have followed (counted from the confirm)");
        return new Demo.PaidOrder(orderId, amount, currency, List.copyOf(lines.keySet()));
    }

    /** One product of each of two sellers, two of the first. */
    private static Map<String, Map<String, Object>> choose(JsonNode products) {
        var lines = new LinkedHashMap<String, Map<String, Object>>();
        for (var product : products) {
            var seller = product.path("sellerId").asString();
            if (lines.size() < 2 && !lines.containsKey(seller)) {
                var quantity = lines.isEmpty() ? 2 : 1;
                lines.put(seller, Map.of("productId", product.path("productId").asString(), "quantity", quantity));
            }
        }
        if (lines.size() < 2) {
            throw new LaunchFailure("The product list has fewer than two sellers: " + products);
        }
        return lines;
    }

    private void awaitComplete(String url) throws InterruptedException {
        var end = System.nanoTime() + LIMIT.toNanos();
        var seen = new ArrayList<String>();
        while (true) {
            var status = http.get(url, Demo.operator(secrets)).path("status").asString();
            if (seen.isEmpty() || !seen.getLast().equals(status)) {
                seen.add(status);
            }
            switch (status) {
                case "COMPLETE" -> {
                    return;
                }
                case "FAIL", "CANCEL" -> throw new LaunchFailure("The checkout ended as " + status);
                default -> {
                    if (System.nanoTime() > end) {
                        throw new LaunchFailure("The checkout is not COMPLETE after %d s; it went %s"
                                .formatted(LIMIT.toSeconds(), String.join(" -> ", seen)));
                    }
                    Thread.sleep(20);
                }
            }
        }
    }

    private void step(long begin, String text) {
        screen.line("  %6d ms  %s".formatted((System.nanoTime() - begin) / 1_000_000, text));
    }
}
