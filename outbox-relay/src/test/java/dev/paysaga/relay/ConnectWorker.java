package dev.paysaga.relay;

import static org.awaitility.Awaitility.await;

import dev.paysaga.launcher.FreePorts;
import dev.paysaga.launcher.ProjectHome;
import dev.paysaga.launcher.ServiceProcess;
import dev.paysaga.testing.TestKafka;
import dev.paysaga.testing.TestMysql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Kafka Connect worker in distributed mode as a process of its own, with the project's settings, and its REST API. */
final class ConnectWorker implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final int port = FreePorts.next();
    private final ServiceProcess process;

    private ConnectWorker() {
        Path infra = ProjectHome.find().path().resolve("infra/kafka-connect");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-cp",
                ProjectHome.find().connectJars().resolve("*").toString(),
                "org.apache.kafka.connect.cli.ConnectDistributed",
                infra.resolve("worker.properties").toString());
        Map<String, String> environment = Map.of(
                "CONNECT_PORT",
                Integer.toString(port),
                "CONNECT_SERVER_ID",
                "9499",
                "KAFKA_BOOTSTRAP",
                TestKafka.bootstrap(),
                "KAFKA_SECURITY_PROTOCOL",
                "PLAINTEXT",
                "KAFKA_SASL_MECHANISM",
                "none",
                "KAFKA_SASL_JAAS_CONFIG",
                "none",
                "MYSQL_HOST",
                TestMysql.server().host(),
                "MYSQL_PORT",
                Integer.toString(TestMysql.server().port()),
                "DB_USER",
                "relay",
                "DB_PASSWORD",
                TestMysql.secrets().password("relay"));
        process = ServiceProcess.start("connect", command, environment, Path.of("target", "relay-logs", "connect.log"));
    }

    /** Starts a worker and returns when it takes requests. */
    static ConnectWorker start() {
        ConnectWorker worker = new ConnectWorker();
        await("the worker takes requests").atMost(START_LIMIT).until(() -> worker.answers());
        return worker;
    }

    /** Makes a connector; {@code state} is {@code RUNNING} or {@code STOPPED}. */
    void create(String name, Map<String, String> configuration, String state) {
        validate(name, configuration);
        require(201, "POST", "/connectors", Map.of("name", name, "config", configuration, "initial_state", state));
        if (state.equals("RUNNING")) {
            awaitRunning(name);
        }
    }

    /** What is wrong is told here alone: the request that makes a connector answers it with a fault of its own. */
    private void validate(String name, Map<String, String> configuration) {
        Map<String, String> named = new HashMap<>(configuration);
        named.put("name", name);
        JsonNode answer = JSON.readTree(send("PUT", "/connector-plugins/MySqlConnector/config/validate", named)
                .body());
        List<String> errors = answer.path("configs")
                .valueStream()
                .filter(config -> !config.path("value").path("errors").isEmpty())
                .map(config -> config.path("value").toString())
                .toList();
        if (answer.path("error_count").asInt(-1) != 0) {
            throw new IllegalStateException("The connector is refused: " + errors
                    + answer.path("message").asString(""));
        }
    }

    /** Sets the source position of a stopped connector. */
    void setPosition(String name, Map<String, ?> partition, Map<String, ?> offset) {
        require(
                200,
                "PATCH",
                "/connectors/" + name + "/offsets",
                Map.of("offsets", List.of(Map.of("partition", partition, "offset", offset))));
    }

    void resume(String name) {
        require(202, "PUT", "/connectors/" + name + "/resume", null);
        awaitRunning(name);
    }

    /** Stops the connector's task and returns when it is down; its position stays. */
    void stop(String name) {
        require(204, "PUT", "/connectors/" + name + "/stop", null);
        await(name + " is stopped")
                .atMost(Duration.ofSeconds(60))
                .until(() -> status(name).path("tasks").isEmpty()
                        && status(name)
                                .path("connector")
                                .path("state")
                                .asString("")
                                .equals("STOPPED"));
    }

    void delete(String name) {
        require(204, "DELETE", "/connectors/" + name, null);
    }

    @Override
    public void close() {
        process.kill();
    }

    private void awaitRunning(String name) {
        await(name + " runs")
                .atMost(Duration.ofSeconds(90))
                .failFast("the task has failed", () -> {
                    if (!failure(name).isEmpty()) {
                        throw new IllegalStateException(failure(name));
                    }
                })
                .until(() -> status(name)
                        .path("tasks")
                        .path(0)
                        .path("state")
                        .asString("")
                        .equals("RUNNING"));
    }

    private String failure(String name) {
        JsonNode task = status(name).path("tasks").path(0);
        return task.path("state").asString("").equals("FAILED")
                ? task.path("trace").asString("")
                : "";
    }

    private JsonNode status(String name) {
        return JSON.readTree(
                send("GET", "/connectors/" + name + "/status", null).body());
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The worker ended: " + process.lastLines(20));
        }
        try {
            return send("GET", "/connectors", null).statusCode() == 200;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    /** The worker answers 409 while it hands out work: then it is asked again. */
    private void require(int status, String method, String path, @org.jspecify.annotations.Nullable Object body) {
        await(method + " " + path).atMost(Duration.ofSeconds(60)).until(() -> {
            HttpResponse<String> answer = send(method, path, body);
            if (answer.statusCode() != status && answer.statusCode() != 409) {
                throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.statusCode() == status;
        });
    }

    private HttpResponse<String> send(String method, String path, @org.jspecify.annotations.Nullable Object body) {
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .method(method, publisher)
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
