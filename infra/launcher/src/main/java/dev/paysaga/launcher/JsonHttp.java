package dev.paysaga.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON over HTTP; every answer that is not 2xx is a failure that says what was asked and answered. */
final class JsonHttp {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    JsonNode get(String url, Map<String, String> headers) throws InterruptedException {
        return send(request(url, headers).GET().build());
    }

    JsonNode post(String url, Map<String, String> headers, Object body) throws InterruptedException {
        return send(request(url, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    static JsonNode read(String text) {
        return JSON.readTree(text);
    }

    private static HttpRequest.Builder request(String url, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60));
        headers.forEach(request::header);
        return request;
    }

    private JsonNode send(HttpRequest request) throws InterruptedException {
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new LaunchFailure("%s %s answered %d: %s"
                        .formatted(request.method(), request.uri(), answer.statusCode(), answer.body()));
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new LaunchFailure("%s %s got no answer: %s".formatted(request.method(), request.uri(), e), e);
        } catch (JacksonException e) {
            throw new LaunchFailure("%s %s did not answer in JSON".formatted(request.method(), request.uri()), e);
        }
    }
}
