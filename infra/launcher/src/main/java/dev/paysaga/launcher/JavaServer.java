package dev.paysaga.launcher;

import java.io.IOException;
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
import org.jspecify.annotations.Nullable;

/** One of our own programs: a service, the relay or the PSP simulator. Ready when it says so over HTTP. */
final class JavaServer implements Server {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /** One that is still starting does no work yet, and would finish its start before it ends. */
    private static final Duration STOP_LIMIT_WHILE_STARTING = Duration.ofSeconds(2);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final Part part;
    private final ClusterSettings settings;
    private final Secrets secrets;
    private volatile ServiceProcess process;
    private volatile boolean ready;

    JavaServer(Part part, ClusterSettings settings, Secrets secrets) {
        this.part = part;
        this.settings = settings;
        this.secrets = secrets;
        this.process = spawn();
    }

    @Override
    public void launch() {
        ready = false;
        process = spawn();
    }

    @Override
    public void awaitReady() {
        Waiting.until(() -> isReady(part, settings.ports()), process, START_LIMIT, Duration.ofMillis(100));
        ready = true;
    }

    @Override
    public ServiceProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.stop(ready ? STOP_LIMIT : STOP_LIMIT_WHILE_STARTING);
    }

    /** One look; false also when it does not answer within a second. */
    static boolean isReady(Part part, Ports ports) {
        var request = HttpRequest.newBuilder(URI.create(ports.url(part) + part.readinessPath()))
                .timeout(Duration.ofSeconds(1))
                .build();
        try {
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.discarding());
            return part == Part.PSP || answer.statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ServiceProcess spawn() {
        return ServiceProcess.start(part.label(), command(), environment(), settings.log(part));
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.add(part.heap);
        command.addAll(Part.JVM_FLAGS);
        command.addAll(List.of("-cp", classPath(), part.mainClass));
        return command;
    }

    private String classPath() {
        var target = settings.home().path().resolve(part.module).resolve("target");
        var name = Path.of(part.module).getFileName();
        try (var jars = Files.newDirectoryStream(target, name + "-[0-9]*.jar")) {
            for (var jar : jars) {
                return jar + ":"
                        + Files.readString(target.resolve("runtime-classpath")).strip();
            }
        } catch (IOException e) {
            throw notBuilt(target, e);
        }
        throw notBuilt(target, null);
    }

    private LaunchFailure notBuilt(Path target, @Nullable IOException cause) {
        var message =
                "%s is not built: %s lacks its jar or its runtime-classpath. './paysaga up' builds it; with Maven alone it is 'mvn package'."
                        .formatted(part.label(), target);
        return cause == null ? new LaunchFailure(message) : new LaunchFailure(message, cause);
    }

    private Map<String, String> environment() {
        var ports = settings.ports();
        var environment = new HashMap<>(Map.of(
                "SERVER_PORT", Integer.toString(ports.of(part)),
                "SERVER_ADDRESS", "127.0.0.1",
                "MYSQL_HOST", "127.0.0.1",
                "MYSQL_PORT", Integer.toString(ports.of(Part.MYSQL)),
                "KAFKA_BOOTSTRAP", "127.0.0.1:" + ports.of(Part.KAFKA),
                "SERVICE_TOKEN", secrets.serviceToken(),
                "OPERATOR_TOKEN", secrets.operatorToken()));
        for (var other : List.of(Part.CHECKOUT, Part.PAYMENT, Part.LEDGER, Part.WALLET, Part.RELAY, Part.PSP)) {
            environment.put(other.name() + "_URL", ports.url(other));
        }
        if (part.ownsSchema()) {
            environment.put("DB_OWNER_USER", part.label() + "_owner");
            environment.put("DB_OWNER_PASSWORD", secrets.password(part.label() + "_owner"));
            // Loopback only: encrypting what does not leave the machine costs processor time and protects nothing.
            environment.put("MYSQL_OPTIONS", "sslMode=DISABLED&allowPublicKeyRetrieval=true");
            environment.put("DB_USER", part.label() + "_app");
            environment.put("DB_PASSWORD", secrets.password(part.label() + "_app"));
        }
        environment.putAll(
                switch (part) {
                    case CHECKOUT -> Map.of("CSRF_SECRET", secrets.csrfSecret());
                    case PSP -> Map.of("PSP_DATA_DIR", settings.data("psp").toString());
                    case RELAY ->
                        Map.of(
                                "DB_USER",
                                "relay",
                                "DB_PASSWORD",
                                secrets.password("relay"),
                                "DB_RETENTION_USER",
                                "retention",
                                "DB_RETENTION_PASSWORD",
                                secrets.password("retention"),
                                "RELAY_SERVER_ID",
                                "5401");
                    case MYSQL, KAFKA, PAYMENT, LEDGER, WALLET -> Map.of();
                });
        environment.putAll(ProviderEnvironment.of(part, ports, secrets));
        return environment;
    }
}
