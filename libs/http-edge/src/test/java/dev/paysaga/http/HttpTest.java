package dev.paysaga.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Speaks real HTTP with the test application. */
@SpringBootTest(
        classes = TestApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "SERVICE_TOKEN=test_service_token_0123456789",
            "OPERATOR_TOKEN=test_operator_token_0123456789",
            "spring.application.name=edge",
            "spring.config.import=classpath:http-defaults.yml",
            "paysaga.http.open-paths=/v1/webhooks/**,/v1/trace,/v1/operators/**",
            "paysaga.http.operator-paths=/v1/operators/**",
            "paysaga.http.page-paths=/pages/**",
            "paysaga.flood.paths=/v1/webhooks/counted/**",
            "paysaga.flood.per-sender=5",
            "server.tomcat.connection-timeout=1s"
        })
abstract class HttpTest {

    static final String SERVICE = "Bearer test_service_token_0123456789";
    static final String OPERATOR = "Bearer test_operator_token_0123456789";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    int port;

    HttpResponse<String> send(String method, String path, BodyPublisher body, UnaryOperator<HttpRequest.Builder> more)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, body);
        return CLIENT.send(more.apply(request).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, UnaryOperator<HttpRequest.Builder> more)
            throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody(), more);
    }

    static BodyPublisher text(String body) {
        return BodyPublishers.ofString(body);
    }

    /** The same text without an announced length. */
    static BodyPublisher chunked(String body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8)));
    }
}
