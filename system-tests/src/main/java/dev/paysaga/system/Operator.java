package dev.paysaga.system;

import dev.paysaga.launcher.Cluster;
import dev.paysaga.system.Http.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Somebody who runs the suite: looks at payments, gives money back, decides manual cases. */
public final class Operator {

    private final Http http = new Http();
    private final String payment;
    private final Map<String, String> token;

    public Operator(Cluster cluster) {
        this.payment = cluster.url("payment") + "/v1";
        this.token = Map.of("Authorization", "Bearer " + cluster.secrets().operatorToken());
    }

    public JsonNode payment(String orderId) {
        return Patience.body(() -> http.get(payment + "/payments/" + orderId, token));
    }

    /**
     * Gives money back, and returns the cancellation as it is then: ended or not.
     *
     * @param what such as {@code amount} or {@code sellerId}; nothing for all that is left
     */
    public JsonNode cancels(String orderId, Map<String, Object> what) {
        String key = UUID.randomUUID().toString();
        return Patience.body(() -> tryCancel(orderId, key, what));
    }

    /** Asks once, and returns the answer as it is. */
    public Answer tryCancel(String orderId, String key, Map<String, Object> what) throws IOException {
        var body = new HashMap<String, Object>(what);
        body.putIfAbsent("reason", "The parcel came back.");
        var headers = new HashMap<>(token);
        headers.put("Idempotency-Key", key);
        return http.post(payment + "/payments/" + orderId + "/cancel", headers, body);
    }

    /** Waits until a cancel is refused, or done with all that follows from it. */
    public JsonNode awaitEnd(String orderId, long cancellationId, Duration limit) {
        return Awaitility.await("cancel " + cancellationId + " of order " + orderId + " has ended")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> payment(orderId)
                                .path("cancellations")
                                .valueStream()
                                .filter(each -> each.path("cancellationId").asLong() == cancellationId)
                                .findFirst()
                                .orElseThrow(),
                        each -> each.path("isCancellationDone").asBoolean()
                                || each.path("status").asString().equals("FAILURE"));
    }

    /** The open manual cases about an order. */
    public List<JsonNode> cases(String orderId) {
        return Patience.body(() -> http.get(payment + "/manual-cases?status=OPEN", token))
                .valueStream()
                .filter(each -> each.path("orderId").asString().equals(orderId))
                .toList();
    }

    /** Waits until a human is asked about an order. */
    public JsonNode awaitCase(String orderId, String kind, Duration limit) {
        return Awaitility.await("a case " + kind + " about order " + orderId)
                .atMost(limit)
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> cases(orderId).stream()
                                .filter(each -> each.path("kind").asString().equals(kind))
                                .findFirst()
                                .orElse(null),
                        java.util.Objects::nonNull);
    }

    /** Takes one of the actions that a case offers, once, and returns the answer as it is. */
    public Answer acts(long caseId, String action) throws IOException {
        return acts(caseId, action, Map.of());
    }

    /** @param more such as {@code refundAccount} */
    public Answer acts(long caseId, String action, Map<String, Object> more) throws IOException {
        var body = new HashMap<String, Object>(more);
        body.put("by", "night-shift");
        body.put("reason", "As the provider's support has told us.");
        return http.post(payment + "/manual-cases/" + caseId + "/" + action, token, body);
    }

    /** Compares our books with a provider's list for a time, and returns the report when it is finished. */
    public JsonNode reconciles(String psp, Instant from, Instant until) {
        JsonNode begun = Patience.body(() -> http.post(
                payment + "/reconciliations",
                token,
                Map.of("psp", psp, "from", from.toString(), "until", until.toString())));
        return Awaitility.await("the reconciliation")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> Patience.body(() -> http.get(
                                payment + "/reconciliations/" + begun.path("id").asLong(), token)),
                        report -> !report.path("status").asString().equals("RUNNING"));
    }
}
