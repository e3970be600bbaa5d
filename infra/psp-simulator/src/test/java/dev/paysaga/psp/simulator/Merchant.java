package dev.paysaga.psp.simulator;

import dev.paysaga.psp.simulator.truth.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client of the simulator, as a merchant's server and as a test. */
final class Merchant implements AutoCloseable {

    static final String KEY = "test_sk_SIMULATORSIMULATORSIMULATOR";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;

    Merchant(PspSimulator simulator) {
        this(simulator.url());
    }

    Merchant(URI base) {
        this.base = base;
    }

    record Answered(int status, String body, String traceIds, String contentType) {

        JsonNode json() {
            return Json.MAPPER.readTree(body);
        }

        /** The status and, of an error, the code: what a client can decide on. */
        String gist() {
            return status == 200
                    ? "200 " + json().path("status").asString()
                    : status + " " + json().path("code").asString();
        }
    }

    /** The buyer finishes the window; gives the payment key. */
    String pay(String orderId, long amount) {
        return pay("""
                {"psp": "TOSS", "orderId": "%s", "amount": %d, "currency": "KRW"}""".formatted(orderId, amount));
    }

    /** The same, with whatever the window is to be. */
    String pay(String window) {
        return sim("POST", "payments", window).json().path("paymentKey").asString();
    }

    void script(String scenario) {
        Answered scripted = sim("POST", "scenarios", scenario);
        if (scripted.status() != 201) {
            throw new AssertionError("Not scripted: " + scripted.body());
        }
    }

    Answered confirm(String paymentKey, String orderId, long amount, @Nullable String idempotencyKey) {
        return post("/v1/payments/confirm", confirmBody(paymentKey, orderId, amount), idempotencyKey);
    }

    static String confirmBody(String paymentKey, String orderId, long amount) {
        return """
                {"paymentKey": "%s", "orderId": "%s", "amount": %d}""".formatted(paymentKey, orderId, amount);
    }

    Answered cancel(String paymentKey, String body, @Nullable String idempotencyKey) {
        return post("/v1/payments/" + paymentKey + "/cancel", body, idempotencyKey);
    }

    Answered post(String path, String body, @Nullable String idempotencyKey) {
        HttpRequest.Builder request =
                signed(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        return send(idempotencyKey == null ? request : request.header("Idempotency-Key", idempotencyKey));
    }

    Answered lookup(String paymentKey) {
        return send(signed("/v1/payments/" + paymentKey).GET());
    }

    Answered lookupOrder(String orderId) {
        return send(signed("/v1/payments/orders/" + orderId).GET());
    }

    JsonNode truth(String orderId) {
        return sim("GET", "orders/" + orderId, "").json();
    }

    Answered sim(String method, String path, String body) {
        return send(to("/__sim/" + path).method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder signed(String path) {
        return to(path).header("Authorization", basic(KEY + ":"));
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
    }

    static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws UncheckedIOException when no answer comes */
    Answered send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answered(
                    answer.statusCode(),
                    answer.body(),
                    answer.headers().firstValue("x-tosspayments-trace-id").orElse(""),
                    answer.headers().firstValue("content-type").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
