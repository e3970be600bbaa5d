package dev.paysaga.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;

/** An instance that is told to end says so first, and serves on until others have noticed. */
class DrainTest {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void anInstanceThatEndsIsNotReadyBeforeItStopsListening() throws Exception {
        try (var context = SpringApplication.run(
                TestApplication.class,
                "--server.port=0",
                "--SERVICE_TOKEN=test_service_token_0123456789",
                "--OPERATOR_TOKEN=test_operator_token_0123456789",
                "--spring.config.import=classpath:http-defaults.yml",
                "--paysaga.http.open-paths=/v1/trace",
                "--paysaga.shutdown.drain=15s")) {
            int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            assertThat(status(port, "/actuator/health/readiness")).isEqualTo(200);

            var end = Thread.ofPlatform().start(context::close);

            Awaitility.await("it says that it ends")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> status(port, "/actuator/health/readiness") == 503);
            assertThat(status(port, "/v1/trace")).as("it still serves").isEqualTo(200);
            end.interrupt(); // enough is seen
            end.join();
        }
    }

    private int status(int port, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }
}
