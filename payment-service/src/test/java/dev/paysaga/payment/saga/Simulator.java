package dev.paysaga.payment.saga;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.launcher.FreePorts;
import dev.paysaga.psp.simulator.PspSimulator;
import dev.paysaga.testing.TestMysql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The provider: the suite's PSP simulator as a process of its own, one for all tests of this JVM. */
public final class Simulator {

    private static final Simulator RUNNING = start();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();

    private Simulator(String url) {
        this.url = url;
    }

    public static Simulator running() {
        return RUNNING;
    }

    public String url() {
        return url;
    }

    /** The buyer finishes the payment window. */
    public String pay(String orderId, long amount) {
        return pay(orderId, amount, Map.of("psp", "TOSS"));
    }

    /** @param more {@code psp}, and what else there is: {@code method}, {@code capture} */
    public String pay(String orderId, long amount, Map<String, ?> more) {
        var payment = new HashMap<String, Object>(more);
        payment.putAll(Map.of("orderId", orderId, "amount", amount, "currency", "KRW"));
        return post("/__sim/payments", payment).path("paymentKey").asString();
    }

    /** The buyer transfers the money to the account that was opened. */
    public void deposit(String orderId) {
        post("/__sim/deposits", Map.of("orderId", orderId));
    }

    /** The money comes although the account's time is over. */
    public void depositLate(String orderId) {
        post("/__sim/deposits/" + orderId + "/late", Map.of());
    }

    /** The deposit was an error of the bank. */
    public void takeDepositBack(String orderId) {
        post("/__sim/deposits/" + orderId + "/reverse", Map.of());
    }

    /** A cancel that PortOne works on comes to its end. */
    public void settleCancel(String orderId, String result) {
        post("/__sim/cancellations", Map.of("orderId", orderId, "result", result));
    }

    /** Somebody takes an authorised payment's money without us. */
    public void confirmBehindOurBack(String orderId, String paymentKey, long amount) {
        tossAsUs("/v1/payments/confirm", Map.of("orderId", orderId, "paymentKey", paymentKey, "amount", amount));
    }

    /** Somebody gives money back in Toss's console. */
    public void cancelInConsole(String paymentKey, long amount) {
        tossAsUs("/v1/payments/" + paymentKey + "/cancel", Map.of("cancelReason", "by hand", "cancelAmount", amount));
    }

    private void tossAsUs(String path, Map<String, ?> body) {
        String user = TestMysql.secrets().tossSecretKey() + ":";
        send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /**
     * From now on Toss's list of transactions lies about an order.
     *
     * @param action {@code HIDE}, {@code ADD} or {@code ALTER}
     * @param amount minor units; 0 where it does not matter
     */
    public void drift(String orderId, String action, long amount) {
        var drift = new HashMap<String, Object>(Map.of("psp", "TOSS", "orderId", orderId, "action", action));
        if (amount > 0) {
            drift.put("amount", amount);
        }
        post("/__sim/drift", drift);
    }

    public long canceledAmount(String orderId) {
        return truth(orderId).path("canceledAmount").asLong();
    }

    public int cancels(String orderId) {
        return truth(orderId).path("cancels").asInt();
    }

    public void will(String orderId, String step, String fault, int times) {
        post("/__sim/scenarios", Map.of("orderId", orderId, "step", step, "fault", fault, "times", times));
    }

    /** @param delay before the provider answers */
    public void willBeSlow(String orderId, String step, Duration delay) {
        post(
                "/__sim/scenarios",
                Map.of("orderId", orderId, "step", step, "fault", "F06", "times", 1, "delayMillis", delay.toMillis()));
    }

    public int captures(String orderId) {
        return truth(orderId).path("captures").asInt();
    }

    /** The requests that Toss received for the order, as method and path. */
    public List<String> requests(String orderId) {
        return truth(orderId)
                .path("requests")
                .valueStream()
                .map(request -> request.path("method").asString() + " "
                        + request.path("path").asString())
                .toList();
    }

    List<String> confirmKeys(String orderId) {
        return keys(orderId, "/confirm");
    }

    List<String> cancelKeys(String orderId) {
        return keys(orderId, "/cancel");
    }

    private List<String> keys(String orderId, String path) {
        return truth(orderId)
                .path("requests")
                .valueStream()
                .filter(request -> request.path("path").asString().endsWith(path))
                .map(request -> request.path("idempotencyKey").asString())
                .toList();
    }

    private JsonNode truth(String orderId) {
        return send(HttpRequest.newBuilder(URI.create(url + "/__sim/orders/" + orderId)));
    }

    private JsonNode post(String path, Map<String, ?> body) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Simulator start() {
        try {
            int port = FreePorts.next();
            var java = Objects.requireNonNull(System.getProperty("java.home")) + "/bin/java";
            var classpath = Objects.requireNonNull(System.getProperty("java.class.path"));
            var builder = new ProcessBuilder(java, "-Xmx64m", "-cp", classpath, PspSimulator.class.getName())
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target", "psp-simulator.log").toFile());
            builder.environment().put("SERVER_PORT", Integer.toString(port));
            builder.environment().put("TOSS_SECRET_KEY", TestMysql.secrets().tossSecretKey());
            builder.environment().put("PORTONE_API_SECRET", TestMysql.secrets().portoneApiSecret());
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            var simulator = new Simulator("http://127.0.0.1:" + port);
            Awaitility.await("the simulator is up")
                    .atMost(Duration.ofSeconds(20))
                    .until(simulator::isUp);
            return simulator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isUp() {
        @Nullable Integer status;
        try {
            status = http.send(
                            HttpRequest.newBuilder(URI.create(url + "/__sim/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            status = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Integer.valueOf(200).equals(status);
    }
}
