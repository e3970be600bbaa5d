package dev.paysaga.system;

import dev.paysaga.launcher.Cluster;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The outside world, by the simulator's own endpoints: what buyers do there, what goes wrong, and what truly happened. */
public final class Provider {

    private final Http http = new Http();
    private final String url;

    public Provider(Cluster cluster) {
        this.url = cluster.url("psp") + "/__sim/";
    }

    /**
     * The buyer finishes the payment window.
     *
     * @param method such as {@code CARD} or {@code VIRTUAL_ACCOUNT}
     * @return the provider's key of the payment
     */
    public String pays(String psp, String orderId, long amount, String method) {
        return pays(psp, orderId, amount, method, Map.of());
    }

    /** @param more such as {@code depositSeconds} */
    public String pays(String psp, String orderId, long amount, String method, Map<String, Object> more) {
        var payment = new HashMap<String, Object>(more);
        payment.putAll(Map.of("psp", psp, "orderId", orderId, "amount", amount, "currency", "KRW", "method", method));
        return post("payments", payment).path("paymentKey").asString();
    }

    /**
     * The next calls of a step for this order go wrong.
     *
     * @param options such as {@code times}, {@code holdMillis}, {@code delayMillis}, {@code variant}
     */
    public void will(String orderId, String step, String fault, Map<String, Object> options) {
        var scenario = new HashMap<String, Object>(options);
        scenario.putAll(Map.of("orderId", orderId, "step", step, "fault", fault));
        post("scenarios", scenario);
    }

    /** Nothing that is still to go wrong goes wrong. */
    public void recovers() {
        Patience.body(() -> http.delete(url + "scenarios"));
    }

    /** The buyer transfers the money to the virtual account. */
    public void receivesDeposit(String orderId) {
        post("deposits", Map.of("orderId", orderId));
    }

    /** The buyer transfers the money, and the bank lets it through, although the virtual account's time is over. */
    public void receivesLateDeposit(String orderId) {
        post("deposits/" + orderId + "/late", Map.of());
    }

    /** The bank takes the transfer back. */
    public void losesDeposit(String orderId) {
        post("deposits/" + orderId + "/reverse", Map.of());
    }

    /** The provider's clock goes forward; what is due by then happens. */
    public void waits(long seconds) {
        post("clock", Map.of("forwardSeconds", seconds));
    }

    /**
     * From now on the provider's lists tell a lie about the order (R01).
     *
     * @param amount minor units that an altered or added row says
     */
    public void drifts(String psp, String action, String orderId, long amount) {
        var drift = new HashMap<String, Object>(Map.of("psp", psp, "action", action, "orderId", orderId));
        if (!action.equals("HIDE")) {
            drift.put("amount", amount);
        }
        post("drift", drift);
    }

    /** What has truly happened to an order. */
    public JsonNode truth(String orderId) {
        return Patience.body(() -> http.get(url + "orders/" + orderId, Map.of()));
    }

    private JsonNode post(String path, Map<String, Object> body) {
        return Patience.body(() -> http.post(url + path, Map.of(), body));
    }
}
