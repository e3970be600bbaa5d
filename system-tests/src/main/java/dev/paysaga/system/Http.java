package dev.paysaga.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** JSON over HTTP, as any client speaks it. */
public final class Http {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();

    /** @throws IOException when there is no answer */
    public Answer get(String url, Map<String, String> headers) throws IOException {
        return send(request(url, headers).GET());
    }

    /** @throws IOException when there is no answer */
    public Answer post(String url, Map<String, String> headers, Object body) throws IOException {
        return postText(url, headers, JSON.writeValueAsString(body));
    }

    /** @throws IOException when there is no answer */
    public Answer delete(String url) throws IOException {
        return send(request(url, Map.of()).DELETE());
    }

    /** Posts a body exactly as given, valid or not. */
    public Answer postText(String url, Map<String, String> headers, String body) throws IOException {
        var request = request(url, headers).POST(HttpRequest.BodyPublishers.ofString(body));
        if (!headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        return send(request);
    }

    private static HttpRequest.Builder request(String url, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return request;
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(null),
                    answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @param text the body as it came */
    public record Answer(int status, @Nullable String contentType, String text) {

        /** The body as JSON; missing when there is none. */
        public JsonNode body() {
            return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
        }

        public boolean isOk() {
            return status / 100 == 2;
        }
    }
}
