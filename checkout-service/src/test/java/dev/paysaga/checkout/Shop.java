package dev.paysaga.checkout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A buyer's side of the HTTP interface. */
public final class Shop {

    public static final JsonMapper JSON = JsonMapper.builder().build();

    public static final String TWO_SELLERS = """
            {"buyerId": "buyer-1", "lines": [
              {"productId": "drip-set", "quantity": 1},
              {"productId": "barley-tea", "quantity": 2}]}""";

    private final HttpClient http;
    private final String url;

    public Shop(int port) {
        this(port, "127.0.0.1");
    }

    /** @param from the buyer's address, one of this machine's own */
    public Shop(int port, String from) {
        try {
            this.http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .localAddress(InetAddress.getByName(from))
                    .build();
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
        this.url = "http://127.0.0.1:" + port;
    }

    /** An answer, its body as text. */
    public record Answer(int status, Map<String, String> headers, String body) {
        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String text(String field) {
            return json().path(field).asString("");
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** A checkout that can be paid. */
    public record Opened(String orderId, String token, long amount) {}

    public static String newKey() {
        return "test_" + UUID.randomUUID();
    }

    /** A checkout of 51,000 won: two lines of two sellers. */
    public Opened open() {
        Answer answer = create(newKey(), TWO_SELLERS);
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.toString());
        }
        return new Opened(
                answer.text("orderId"),
                answer.text("csrfToken"),
                answer.json().path("amount").longValue());
    }

    public Answer create(String key, String body) {
        return post("/v1/checkouts", Map.of("Idempotency-Key", key), body.getBytes(UTF_8));
    }

    public Answer confirm(Opened checkout, String paymentKey) {
        return post(
                "/v1/checkouts/" + checkout.orderId() + "/confirm",
                Map.of("X-CSRF-Token", checkout.token()),
                "{\"paymentKey\": \"%s\", \"amount\": %d}"
                        .formatted(paymentKey, checkout.amount())
                        .getBytes(UTF_8));
    }

    public Answer show(String orderId) {
        return get("/v1/checkouts/" + orderId, Map.of());
    }

    public String status(String orderId) {
        return show(orderId).text("status");
    }

    public Answer get(String path, Map<String, String> headers) {
        return send(request(path, headers).GET());
    }

    /** Posts JSON, unless the headers say another content type. */
    public Answer post(String path, Map<String, String> headers, byte[] body) {
        var request = request(path, headers).POST(BodyPublishers.ofByteArray(body));
        if (!headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        return send(request);
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> headers.put(name, String.join(",", values)));
            return new Answer(response.statusCode(), headers, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
