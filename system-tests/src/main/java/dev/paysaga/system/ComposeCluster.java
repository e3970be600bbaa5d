package dev.paysaga.system;

import com.mysql.cj.jdbc.MysqlDataSource;
import dev.paysaga.launcher.Cluster;
import dev.paysaga.launcher.FreePorts;
import dev.paysaga.launcher.ProjectHome;
import dev.paysaga.launcher.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/**
 * The suite as the containers of {@code docker-compose.yml}: a compose project of its own, on free ports, with secrets of
 * its own. Killing, pausing and cutting off are the engine's doing. Closing it leaves nothing.
 */
public final class ComposeCluster implements Cluster {

    private static final List<String> PUBLISHED = List.of(
            "checkout",
            "payment",
            "ledger",
            "wallet",
            "relay",
            "relay_2",
            "psp",
            "mysql",
            "kafka",
            "kafka_2",
            "kafka_3");

    private static final List<String> PRINCIPALS =
            List.of("broker", "admin", "checkout", "payment", "ledger", "wallet", "relay", "auditor");

    private final Secrets secrets;
    private final Map<String, Integer> ports = new HashMap<>();
    private final Map<String, String> kafkaPasswords = new HashMap<>();
    private final Engine engine;
    private final String project;

    private ComposeCluster(Path folder, String files) {
        this.secrets = Secrets.in(folder.resolve("secrets"));
        this.project = "paysaga-test-" + ProcessHandle.current().pid();
        PUBLISHED.forEach(name -> ports.put(name, FreePorts.next()));
        PRINCIPALS.forEach(
                name -> kafkaPasswords.put(name, UUID.randomUUID().toString().replace("-", "")));
        this.engine = new Engine(ProjectHome.find().path(), project, environment(files));
    }

    /**
     * Builds the images, starts everything and returns when all of it is healthy.
     *
     * @param folder where the secrets of this cluster are kept
     * @throws IllegalStateException with what the engine says, when it does not become healthy; nothing is left then
     */
    public static ComposeCluster start(Path folder) {
        return start(folder, "docker-compose.yml:system-tests/impatient.yml");
    }

    /** The same with two of everything behind a gateway; killing, pausing and cutting off take the first instance. */
    public static ComposeCluster startTwoOfEverything(Path folder) {
        return start(folder, "docker-compose.yml:infra/compose/ha.yml");
    }

    private static ComposeCluster start(Path folder, String files) {
        var cluster = new ComposeCluster(folder, files);
        try {
            cluster.engine.compose("up", "--build", "--wait", "--quiet-pull");
            return cluster;
        } catch (IllegalStateException e) {
            System.err.println(cluster.engine.compose("logs", "--tail", "40"));
            cluster.close();
            throw e;
        }
    }

    private Map<String, String> environment(String files) {
        var environment = new HashMap<String, String>();
        environment.put("COMPOSE_FILE", files);
        environment.put("COMPOSE_PROJECT_NAME", project);
        environment.put("PAYSAGA_ENVIRONMENT", "test");
        ports.forEach((name, port) -> environment.put(name.toUpperCase(Locale.ROOT) + "_PUBLISHED_PORT", port + ""));
        kafkaPasswords.forEach(
                (name, password) -> environment.put("KAFKA_PASSWORD_" + name.toUpperCase(Locale.ROOT), password));
        for (var user : List.of("root", "relay", "retention", "auditor")) {
            environment.put("MYSQL_PASSWORD_" + user.toUpperCase(Locale.ROOT), secrets.password(user));
        }
        for (var schema : Secrets.SCHEMAS) {
            for (var user : List.of(schema + "_owner", schema + "_app")) {
                environment.put("MYSQL_PASSWORD_" + user.toUpperCase(Locale.ROOT), secrets.password(user));
            }
        }
        environment.put("SERVICE_TOKEN", secrets.serviceToken());
        environment.put("OPERATOR_TOKEN", secrets.operatorToken());
        environment.put("CSRF_SECRET", secrets.csrfSecret());
        environment.put("TOSS_SECRET_KEY", secrets.tossSecretKey());
        environment.put("TOSS_CLIENT_KEY", secrets.tossClientKey());
        environment.put("PORTONE_API_SECRET", secrets.portoneApiSecret());
        environment.put("PORTONE_WEBHOOK_SECRET", secrets.portoneWebhookSecret());
        return environment;
    }

    /** Replaces a service's instances by new ones, one after the other. Returns when the last one is ready. */
    public void rollingRestart(String service) {
        engine.run(List.of("infra/compose/rolling-restart", service));
    }

    /** Ends the relay and lets Kafka Connect go on where it has stopped. Returns when the connector runs. */
    public void toConnect() {
        engine.run(List.of("infra/compose/to-connect"));
    }

    /** Ends Kafka Connect and lets the relay go on where it has stopped. Returns when the relay is ready. */
    public void toRelay() {
        engine.run(List.of("infra/compose/to-relay"));
    }

    /**
     * One order by curl, {@code infra/compose/journey}.
     *
     * @return what it printed
     * @throws IllegalStateException with what it printed, when the order is not complete and booked within a minute
     */
    public String journey() {
        return engine.run(List.of("infra/compose/journey"));
    }

    @Override
    public String url(String name) {
        return "http://127.0.0.1:" + port(name);
    }

    private int port(String name) {
        var port = ports.get(name);
        if (port == null) {
            throw new IllegalArgumentException("Nothing is called " + name);
        }
        return port;
    }

    @Override
    public Map<String, Object> kafkaSettings(String principal) {
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port("kafka"),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(principal, kafkaPasswords.get(principal)));
    }

    @Override
    public DataSource dataSource(String user, String schema) {
        var source = new MysqlDataSource();
        source.setUrl(
                "jdbc:mysql://127.0.0.1:%d/%s?sslMode=REQUIRED&connectTimeout=5000&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
                        .formatted(port("mysql"), schema));
        source.setUser(user);
        source.setPassword(secrets.password(user));
        return source;
    }

    @Override
    public Secrets secrets() {
        return secrets;
    }

    @Override
    public long pid(String name) {
        return Long.parseLong(engine.docker("inspect", "-f", "{{.State.Pid}}", engine.container(name)));
    }

    /**
     * Kills everything in the container but its first process, which then ends too: a death of the program's own, after
     * which the restart policy acts. {@code docker kill} is taken for a person's wish, and is not followed by a restart.
     */
    @Override
    public void kill(String name) {
        var container = engine.container(name);
        int restarts = restarts(container);
        try {
            engine.docker("exec", container, "/bin/sh", "-c", "kill -KILL -1");
        } catch (IllegalStateException e) {
            // The shell may end together with the container: what counts is whether that has ended.
            if (!String.valueOf(e.getMessage()).contains("137") && restarts(container) == restarts) {
                Awaitility.await(name + " dies").until(() -> restarts(container) > restarts);
            }
        }
        Awaitility.await(name + " is started again")
                .atMost(Duration.ofSeconds(30))
                .until(() -> restarts(container) > restarts);
    }

    private int restarts(String container) {
        return Integer.parseInt(engine.docker("inspect", "-f", "{{.RestartCount}}", container));
    }

    @Override
    public List<String> log(String name) {
        return engine.compose("logs", "--no-color", "--no-log-prefix", name)
                .lines()
                .toList();
    }

    @Override
    public void pause(String name) {
        engine.compose("pause", name);
    }

    @Override
    public void resume(String name) {
        engine.compose("unpause", name);
    }

    /** Takes it off a network, as when a cable is pulled: connections hang, new ones find nobody. */
    public void cutOff(String name, String network) {
        engine.docker("network", "disconnect", project + "_" + network, engine.container(name));
    }

    /** Puts it back, under its name. */
    public void mend(String name, String network) {
        engine.docker("network", "connect", "--alias", name, project + "_" + network, engine.container(name));
    }

    @Override
    public void stop(String name) {
        engine.compose("stop", name);
    }

    @Override
    public void start(String name) {
        engine.compose("start", name);
    }

    @Override
    public void awaitReady(String name, Duration limit) {
        var container = engine.container(name);
        Awaitility.await(name + " is healthy")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> engine.docker("inspect", "-f", "{{.State.Health.Status}}", container)
                        .equals("healthy"));
    }

    @Override
    public void close() {
        engine.compose("down", "--volumes", "--timeout", "10", "--remove-orphans");
    }
}
