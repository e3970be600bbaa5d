package dev.paysaga.benchmarks.relay;

import dev.paysaga.launcher.FreePorts;
import dev.paysaga.launcher.ProjectHome;
import dev.paysaga.launcher.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A way from the outbox to the topics: one process at a time, which goes on where its predecessor stopped. */
enum Contestant {
    RELAY(9001, "outbox-relay, exactly once"),
    RELAY_WITHOUT_TRANSACTIONS(9005, "outbox-relay, its transactions taken out"),
    CONNECT(9002, "Kafka Connect"),
    CONNECT_EXACTLY_ONCE(9003, "Kafka Connect, exactly once"),
    POLLING(9004, "polling publisher, SKIP LOCKED");

    /** Its number among MySQL's readers; also tells its events apart. */
    final int serverId;

    final String title;

    Contestant(int serverId, String title) {
        this.serverId = serverId;
        this.title = title;
    }

    /** The table that it reads. */
    String table() {
        return this == POLLING ? Ground.POLLED : "outbox";
    }

    /** Starts a process; a connector is made if the worker has none yet. */
    ServiceProcess start(Ground ground) throws IOException, InterruptedException {
        return start(ground, Map.of());
    }

    /** The same with more settings. */
    ServiceProcess start(Ground ground, Map<String, String> settings) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(ground.environment());
        environment.putAll(settings);
        int port = FreePorts.next();
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("CONNECT_PORT", Integer.toString(port));
        environment.put("CONNECT_SERVER_ID", Integer.toString(serverId));
        environment.put("RELAY_SERVER_ID", Integer.toString(serverId));
        environment.put("PAYSAGA_RELAY_NAME", "paysaga-" + name());
        environment.put("POLLED_PASSWORDS", passwords(ground));
        ServiceProcess process =
                ServiceProcess.start(name(), command(ground), environment, ground.folder.resolve(name() + ".log"));
        if (this == CONNECT || this == CONNECT_EXACTLY_ONCE) {
            makeConnector(ground.home, port, process);
        }
        return process;
    }

    private List<String> command(Ground ground) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx" + System.getProperty("heap", "256m"),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp"));
        switch (this) {
            case RELAY, RELAY_WITHOUT_TRANSACTIONS -> {
                Path target = ground.home.path().resolve("outbox-relay/target");
                String relay = target.resolve("classes") + ":" + Files.readString(target.resolve("runtime-classpath"));
                Path replaced = ground.home.path().resolve("benchmarks/target/classes");
                command.add(this == RELAY ? relay : replaced + ":" + relay);
                command.add("dev.paysaga.relay.RelayApplication");
            }
            case CONNECT, CONNECT_EXACTLY_ONCE -> {
                command.add(ground.home.connectJars().resolve("*").toString());
                command.add("org.apache.kafka.connect.cli.ConnectDistributed");
                command.add(workerSettings(ground).toString());
            }
            case POLLING -> {
                command.add(System.getProperty("java.class.path"));
                command.add(PollingPublisher.class.getName());
            }
        }
        return command;
    }

    /** The two workers are two clusters. */
    private Path workerSettings(Ground ground) throws IOException {
        String settings = Files.readString(ground.home.path().resolve("infra/kafka-connect/worker.properties"))
                .replace("paysaga-connect", "paysaga-" + name())
                .replace("paysaga.connect.", "paysaga." + name() + ".");
        if (this == CONNECT) {
            settings = settings.replace("exactly.once.source.support=enabled", "exactly.once.source.support=disabled");
        }
        return Files.writeString(ground.folder.resolve(name() + ".properties"), settings);
    }

    private void makeConnector(ProjectHome home, int port, ServiceProcess process)
            throws IOException, InterruptedException {
        String connector = Files.readString(home.path().resolve("infra/kafka-connect/connector.json"))
                .replace("\"paysaga-relay\"", "\"" + name() + "\"")
                .replaceAll(" *\"offsets.storage.topic\".*\n", "")
                .replace("paysaga.relay.schema-history", "paysaga." + name() + ".history");
        if (this == CONNECT) {
            connector = connector
                    .replaceAll(" *\"exactly.once.support\".*\n", "")
                    .replaceAll(" *\"transaction.boundary\".*\n", "");
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/connectors"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(connector))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int attempt = 0; attempt < 600 && process.isAlive(); attempt++) {
                try {
                    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                    if (answer.statusCode() == 201 || answer.body().contains("already exists")) {
                        return;
                    }
                } catch (IOException _) {
                    // It does not listen yet.
                }
                Thread.sleep(Duration.ofMillis(200));
            }
        }
        throw new UncheckedIOException(new IOException("No connector: " + process.lastLines(20)));
    }

    private static String passwords(Ground ground) {
        return String.join(
                ",",
                Ground.SCHEMAS.stream()
                        .map(schema -> ground.secrets.password(schema + "_owner"))
                        .toList());
    }
}
