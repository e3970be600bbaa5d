package dev.paysaga.system;

import dev.paysaga.launcher.Cluster;
import dev.paysaga.system.Http.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * A shop's client, by HTTP alone. It behaves as a good client does: what got no answer, or a 5xx, is sent again as it
 * was, under the same idempotency key.
 */
public final class Buyer {

    private final Http http = new Http();
    private final Provider provider;
    private final String checkouts;
    private final String products;
    private final String psp;

    /** Pays with Toss. */
    public Buyer(Cluster cluster) {
        this(
                new Provider(cluster),
                cluster.url("checkout") + "/v1/checkouts",
                cluster.url("checkout") + "/v1/products",
                "TOSS");
    }

    private Buyer(Provider provider, String checkouts, String products, String psp) {
        this.provider = provider;
        this.checkouts = checkouts;
        this.products = products;
        this.psp = psp;
    }

    /** @param psp {@code TOSS} or {@code PORTONE} */
    public Buyer with(String psp) {
        return new Buyer(provider, checkouts, products, psp);
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
        var body = new HashMap<String, Object>(Map.of("buyerId", "buyer-1", "lines", lines));
        if (!psp.equals("TOSS")) {
            body.put("psp", psp);
        }
        JsonNode created = Patience.body(() -> http.post(checkouts, Map.of("Idempotency-Key", key), body));
        return new Order(
                created.path("orderId").asString(),
                created.path("csrfToken").asString(),
                created.path("amount").asLong(),
                key,
                lines);
    }

    public JsonNode products() {
        return Patience.body(() -> http.get(products, Map.of()));
    }

    /** One order of this buyer. */
    public final class Order {

        private final String id;
        private final String csrfToken;
        private final long amount;
        private final String key;
        private final List<Map<String, Object>> lines;
        private String paymentKey = "";
        private Map<String, String> trace = Map.of();

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

        public String psp() {
            return psp;
        }

        /** The same checkout once more, under the same idempotency key. */
        public Order again() {
            return checksOut(key, lines);
        }

        /** The provider will go wrong in this way at the next call for this order. */
        public Order providerWill(String step, String fault) {
            return providerWill(step, fault, Map.of());
        }

        /** @param options such as {@code times}, {@code holdMillis}, {@code delayMillis}, {@code variant} */
        public Order providerWill(String step, String fault, Map<String, Object> options) {
            provider.will(id, step, fault, options);
            return this;
        }

        /** Finishes the provider's payment window with a card. */
        public Order pays() {
            return paysBy("CARD");
        }

        /** Finishes the provider's payment window; with {@code VIRTUAL_ACCOUNT} the money comes later. */
        public Order paysBy(String method) {
            paymentKey = provider.pays(psp, id, amount, method);
            return this;
        }

        /** What follows belongs to this trace. */
        public Order within(String traceparent) {
            trace = Map.of("traceparent", traceparent);
            return this;
        }

        /** Agrees to transfer the money to a virtual account that waits so long only. */
        public Order promisesADeposit(int seconds) {
            paymentKey = provider.pays(psp, id, amount, "VIRTUAL_ACCOUNT", Map.of("depositSeconds", seconds));
            return this;
        }

        /** Confirms until there is an answer, and returns it; the outcome may still be open. */
        public JsonNode confirms() {
            return Patience.body(() -> tryConfirm(amount));
        }

        /** Confirms with a payment of the provider that may be another order's. */
        public JsonNode confirmsWith(String anyPaymentKey) {
            paymentKey = anyPaymentKey;
            return confirms();
        }

        /** Confirms once, with any amount, and returns the answer as it is. */
        public Answer tryConfirm(long amount) throws IOException {
            return tryConfirm(paymentKey, amount);
        }

        /** Confirms once, with any payment of the provider and any amount. */
        public Answer tryConfirm(String anyPaymentKey, long amount) throws IOException {
            var headers = new HashMap<>(trace);
            headers.put("X-CSRF-Token", csrfToken);
            return http.post(
                    checkouts + "/" + id + "/confirm", headers, Map.of("paymentKey", anyPaymentKey, "amount", amount));
        }

        /** Gives the order up, or asks for all of its money back; once, and returns the answer as it is. */
        public Answer tryCancel() throws IOException {
            return http.post(
                    checkouts + "/" + id + "/cancel",
                    Map.of("X-CSRF-Token", csrfToken),
                    Map.of("reason", "I do not want it any more."));
        }

        public JsonNode shown() {
            return Patience.body(() -> http.get(checkouts + "/" + id, Map.of()));
        }

        public String status() {
            return shown().path("status").asString();
        }

        /** Waits for the end that is expected, and fails at once on another one. */
        public JsonNode endsAs(String status, Duration limit) {
            List<String> otherEnds = List.of("FAIL", "CANCEL", "COMPLETE").stream()
                    .filter(end -> !end.equals(status))
                    .filter(end -> !(end.equals("COMPLETE") && status.equals("CANCEL"))) // one leads to the other
                    .toList();
            return Awaitility.await("order " + id + " is " + status)
                    .atMost(limit)
                    .pollInterval(Duration.ofMillis(150))
                    .failFast("it has ended otherwise", () -> otherEnds.contains(status()))
                    .until(this::shown, shown -> shown.path("status").asString().equals(status));
        }

        /** What the provider says has truly happened. */
        public JsonNode truth() {
            return provider.truth(id);
        }
    }
}
