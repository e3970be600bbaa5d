package dev.paysaga.system;

import dev.paysaga.launcher.Cluster;
import dev.paysaga.system.Http.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * A shop's client, by HTTP alone. It behaves as a good client does: what got no answer, or a 5xx, is sent again as it
 * was, under the same idempotency key.
 */
public final class Buyer {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Http http = new Http();
    private final String checkouts;
    private final String products;
    private final String provider;

    public Buyer(Cluster cluster) {
        this.checkouts = cluster.url("checkout") + "/v1/checkouts";
        this.products = cluster.url("checkout") + "/v1/products";
        this.provider = cluster.url("psp");
    }

    /** @param line such as {@code drip-set} or {@code barley-tea x 3} */
    public Order checksOut(String... line) {
        List<Map<String, Object>> lines = List.of(line).stream()
                .map(text -> text.split(" x "))
                .map(parts -> Map.<String, Object>of(
                        "productId", parts[0], "quantity", parts.length == 1 ? 1 : Integer.parseInt(parts[1])))
                .toList();
        return checksOut(UUID.randomUUID().toString(), lines);
    }

    private Order checksOut(String key, List<Map<String, Object>> lines) {
        var body = Map.of("buyerId", "buyer-1", "lines", lines);
        JsonNode created = patiently(() -> http.post(checkouts, Map.of("Idempotency-Key", key), body));
        return new Order(
                created.path("orderId").asString(),
                created.path("csrfToken").asString(),
                created.path("amount").asLong(),
                key,
                lines);
    }

    public JsonNode products() {
        return patiently(() -> http.get(products, Map.of()));
    }

    private JsonNode patiently(Callable<Answer> request) {
        return Awaitility.await("an answer")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsMatching(IOException.class::isInstance)
                .until(request, answer -> {
                    if (answer.status() / 100 == 4 && answer.status() != 409) {
                        throw new IllegalStateException(answer.status() + " " + answer.text());
                    }
                    return answer.isOk();
                })
                .body();
    }

    /** One order of this buyer. */
    public final class Order {

        private final String id;
        private final String csrfToken;
        private final long amount;
        private final String key;
        private final List<Map<String, Object>> lines;
        private String paymentKey = "";

        private Order(String id, String csrfToken, long amount, String key, List<Map<String, Object>> lines) {
            this.id = id;
            this.csrfToken = csrfToken;
            this.amount = amount;
            this.key = key;
            this.lines = lines;
        }

        public String id() {
            return id;
        }

        /** Minor units. */
        public long amount() {
            return amount;
        }

        public String csrfToken() {
            return csrfToken;
        }

        public String paymentKey() {
            return paymentKey;
        }

        /** The same checkout once more, under the same idempotency key. */
        public Order again() {
            return checksOut(key, lines);
        }

        /** The provider will go wrong in this way at the next call for this order. */
        public Order providerWill(String step, String fault) {
            patiently(() -> http.post(
                    provider + "/__sim/scenarios", Map.of(), Map.of("orderId", id, "step", step, "fault", fault)));
            return this;
        }

        /** Finishes the provider's payment window. */
        public Order pays() {
            var payment = Map.of("psp", "TOSS", "orderId", id, "amount", amount, "currency", "KRW");
            paymentKey = patiently(() -> http.post(provider + "/__sim/payments", Map.of(), payment))
                    .path("paymentKey")
                    .asString();
            return this;
        }

        /** Confirms until there is an answer, and returns it; the outcome may still be open. */
        public JsonNode confirms() {
            return patiently(() -> tryConfirm(amount));
        }

        /** Confirms with a payment of the provider that may be another order's. */
        public JsonNode confirmsWith(String anyPaymentKey) {
            paymentKey = anyPaymentKey;
            return confirms();
        }

        /** Confirms once, with any amount, and returns the answer as it is. */
        public Answer tryConfirm(long amount) throws IOException {
            return http.post(
                    checkouts + "/" + id + "/confirm",
                    Map.of("X-CSRF-Token", csrfToken),
                    Map.of("paymentKey", paymentKey, "amount", amount));
        }

        public JsonNode shown() {
            return patiently(() -> http.get(checkouts + "/" + id, Map.of()));
        }

        public String status() {
            return shown().path("status").asString();
        }

        /** Waits for the end that is expected, and fails at once on another one. */
        public JsonNode endsAs(String status, Duration limit) {
            return Awaitility.await("order " + id + " is " + status)
                    .atMost(limit)
                    .pollInterval(Duration.ofMillis(150))
                    .failFast("it has ended otherwise", () -> {
                        String now = status();
                        return !now.equals(status)
                                && List.of("FAIL", "CANCEL", "COMPLETE").contains(now);
                    })
                    .until(this::shown, shown -> shown.path("status").asString().equals(status));
        }

        /** What the provider says has truly happened. */
        public JsonNode truth() {
            return patiently(() -> http.get(provider + "/__sim/orders/" + id, Map.of()));
        }
    }
}
