package dev.paysaga.relay;

import static org.awaitility.Awaitility.await;

import dev.paysaga.launcher.FreePorts;
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

/** A relay as a process of its own, which can be killed, stopped and asked. */
final class RelayProcess implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A start takes 3 s, and on a machine that is many times overloaded a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String name;
    private final int port;
    private final Map<String, String> environment;
    private ServiceProcess process;

    private RelayProcess(String name, int port, Map<String, String> environment) {
        this.name = name;
        this.port = port;
        this.environment = environment;
        this.process = launch();
    }

    /** Starts a relay; returns at once. */
    static RelayProcess start(String name, int serverId) {
        return start(name, serverId, Map.of());
    }

    static RelayProcess start(String name, int serverId, Map<String, String> extra) {
        int port = FreePorts.next();
        Map<String, String> environment = new HashMap<>(Map.of(
                "SERVER_PORT", Integer.toString(port),
                "MYSQL_HOST", TestMysql.server().host(),
                "MYSQL_PORT", Integer.toString(TestMysql.server().port()),
                "DB_USER", "relay",
                "DB_PASSWORD", TestMysql.secrets().password("relay"),
                "KAFKA_BOOTSTRAP", TestKafka.bootstrap(),
                "RELAY_SERVER_ID", Integer.toString(serverId),
                "SERVICE_TOKEN", TestMysql.secrets().serviceToken(),
                "OPERATOR_TOKEN", TestMysql.secrets().operatorToken()));
        environment.put("DB_RETENTION_USER", "retention");
        environment.put("DB_RETENTION_PASSWORD", TestMysql.secrets().password("retention"));
        environment.putAll(extra);
        return new RelayProcess(name, port, environment);
    }

    /** Settings of a source with one schema, in the place of the shipped one. */
    static Map<String, String> source(int index, String name, String schema, int port) {
        String prefix = "PAYSAGA_RELAY_SOURCES_" + index + "_";
        return Map.of(
                prefix + "NAME",
                name,
                prefix + "TOPICPREFIX",
                "paysaga-" + name,
                prefix + "SCHEMAS_0",
                schema,
                prefix + "MYSQL_HOST",
                "127.0.0.1",
                prefix + "MYSQL_PORT",
                Integer.toString(port),
                prefix + "MYSQL_USER",
                "relay",
                prefix + "MYSQL_PASSWORD",
                TestMysql.secrets().password("relay"),
                prefix + "MYSQL_SERVERID",
                "9500",
                prefix + "MYSQL_SSLMODE",
                "disabled");
    }

    private ServiceProcess launch() {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RelayApplication.class.getName());
        return ServiceProcess.start(name, command, environment, Path.of("target", "relay-logs", name + ".log"));
    }

    ServiceProcess process() {
        return process;
    }

    /** SIGKILL. */
    void kill() {
        process.kill();
    }

    /** Starts the same relay again. */
    void restart() {
        process = launch();
    }

    void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void awaitState(RelayState state) {
        await(name + " is " + state)
                .atMost(PATIENCE)
                .until(() -> state.name().equals(status().path("state").asString("")));
    }

    boolean isIn(RelayState state) {
        return state.name().equals(status().path("state").asString(""));
    }

    boolean says(String part) {
        return status().path("detail").asString("").contains(part);
    }

    void awaitReady() {
        await(name + " is ready").atMost(PATIENCE).until(() -> {
            HttpResponse<String> answer = get("/actuator/health/readiness", "");
            return answer != null && answer.statusCode() == 200;
        });
    }

    void awaitDetail(String part) {
        await(name + " says: " + part)
                .atMost(PATIENCE)
                .until(() -> status().path("detail").asString("").contains(part));
    }

    /** The answer of {@code GET /v1/relay}; empty while it does not answer. */
    JsonNode status() {
        HttpResponse<String> answer = get("/v1/relay", TestMysql.secrets().operatorToken());
        return answer == null ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    /** One metric of {@code /actuator/prometheus}, summed over its tags. */
    double metric(String name) {
        HttpResponse<String> answer =
                get("/actuator/prometheus", TestMysql.secrets().operatorToken());
        if (answer == null) {
            throw new IllegalStateException(this.name + " does not answer");
        }
        List<Double> values = answer.body()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
        if (values.isEmpty()) {
            throw new IllegalStateException("no metric " + name);
        }
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Null while the relay does not answer. */
    @org.jspecify.annotations.Nullable
    HttpResponse<String> get(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException _) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM; returns when it has ended. */
    void stop() {
        signal("CONT");
        process.stop(Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        stop();
    }
}
