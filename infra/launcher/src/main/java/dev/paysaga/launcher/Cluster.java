package dev.paysaga.launcher;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The whole suite as processes on this machine: MySQL, Kafka, the PSP simulator, the four services and the relay.
 * Programs are named {@code mysql}, {@code kafka}, {@code psp}, {@code checkout}, {@code payment}, {@code ledger},
 * {@code wallet}, {@code relay}. Data outlive it: a cluster in the same folder goes on where the last one ended.
 *
 * <pre>{@code
 * try (var cluster = Cluster.start(ClusterSettings.in(folder))) {
 *     cluster.kill("payment");          // it is started again a second later
 *     cluster.awaitReady("payment", Duration.ofSeconds(30));
 * }
 * }</pre>
 */
public final class Cluster implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(4);

    private final ClusterSettings settings;
    private final Secrets secrets;
    private final Object monitor = new Object();
    private final Map<Part, Supervised> parts = new EnumMap<>(Part.class);

    private Cluster(ClusterSettings settings) {
        this.settings = settings;
        PrivateFiles.folder(settings.folder().toAbsolutePath());
        PrivateFiles.folder(settings.data("").toAbsolutePath());
        this.secrets = Secrets.in(settings.folder().resolve("secrets"));
        for (var part : Part.values()) {
            parts.put(part, new Supervised(part, settings, monitor, prerequisites(part), first(part)));
        }
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @throws LaunchFailure when one program does not get ready; everything is ended again by then
     */
    public static Cluster start(ClusterSettings settings) {
        var cluster = begin(settings);
        try {
            cluster.awaitReady();
            return cluster;
        } catch (LaunchFailure e) {
            cluster.close();
            throw e;
        }
    }

    /** Starts everything and returns at once; for who wants to be able to close it before it is ready. */
    static Cluster begin(ClusterSettings settings) {
        var cluster = new Cluster(settings);
        cluster.parts.values().forEach(Supervised::begin);
        return cluster;
    }

    /** {@code http://127.0.0.1:<port>} of a service, the relay or the simulator. */
    public String url(String name) {
        return settings.ports().url(Part.named(name));
    }

    public int port(String name) {
        return settings.ports().of(Part.named(name));
    }

    /** Host and port for Kafka clients. */
    public String kafkaBootstrap() {
        return "127.0.0.1:" + settings.ports().of(Part.KAFKA);
    }

    public String jdbcUrl(String schema) {
        return MysqlServer.jdbcUrl(settings.ports().of(Part.MYSQL), schema);
    }

    /** Connections of one MySQL user; {@code auditor} reads all four schemas. No pool. */
    public DataSource dataSource(String user, String schema) {
        var source = new MysqlDataSource();
        source.setUrl(jdbcUrl(schema));
        source.setUser(user);
        source.setPassword(secrets.password(user));
        return source;
    }

    public Secrets secrets() {
        return secrets;
    }

    /** Process id of a program, 0 while it has no process. */
    public long pid(String name) {
        return part(name).status().pid();
    }

    /** SIGKILL. With restarts on, it is started again after a second; {@link #awaitReady(String, Duration)} waits for that. */
    public void kill(String name) {
        part(name).kill();
    }

    /** Ends it in an orderly way and leaves it ended. Returns when it is gone. */
    public void stop(String name) {
        part(name).stop();
    }

    /** Starts it again after {@link #stop} (or after a death, where restarts are off). Returns at once. */
    public void start(String name) {
        part(name).start();
    }

    /** What every program is doing, in the order in which they start. */
    public List<PartStatus> status() {
        return parts.values().stream().map(Supervised::status).toList();
    }

    /**
     * Waits until everything is ready.
     *
     * @throws LaunchFailure as soon as one program fails to start, or after four minutes
     */
    public void awaitReady() {
        await(START_LIMIT, List.copyOf(parts.values()));
    }

    /**
     * Waits until one program is ready; one that was killed counts as not ready from that moment on.
     *
     * @throws LaunchFailure when it is not ready in time
     */
    public void awaitReady(String name, Duration limit) {
        var part = part(name);
        await(limit, List.of(part));
    }

    private void await(Duration limit, List<Supervised> awaited) {
        var end = System.nanoTime() + limit.toNanos();
        synchronized (monitor) {
            while (!awaited.stream().allMatch(Supervised::isReady)) {
                for (var part : awaited) {
                    var failure = part.failure();
                    if (failure != null) {
                        throw failure;
                    }
                }
                var left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new LaunchFailure("Not ready after %d s: %s".formatted(limit.toSeconds(), status()));
                }
                try {
                    monitor.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new LaunchFailure("Interrupted while waiting for the suite", e);
                }
            }
        }
    }

    /** Ends everything: who uses something ends before it. Returns when no process is left. */
    @Override
    public void close() {
        parts.values().forEach(Supervised::retire);
        closeAll(Part.CHECKOUT, Part.PAYMENT, Part.LEDGER, Part.WALLET);
        closeAll(Part.RELAY, Part.PSP);
        closeAll(Part.KAFKA);
        closeAll(Part.MYSQL);
    }

    private void closeAll(Part... group) {
        var threads = new ArrayList<Thread>();
        for (var part : group) {
            threads.add(Thread.ofPlatform().start(() -> part(part.label()).close()));
        }
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Supervised part(String name) {
        var part = parts.get(Part.named(name));
        if (part == null) {
            throw new IllegalStateException("Not part of this cluster: " + name);
        }
        return part;
    }

    /** Kafka's clients wait for their broker, so services need not; their migrations want a database. */
    private BooleanSupplier prerequisites(Part part) {
        return switch (part) {
            case MYSQL, KAFKA, PSP -> () -> true;
            case CHECKOUT, PAYMENT, LEDGER, WALLET -> () -> ready(Part.MYSQL);
            case RELAY -> () -> ready(Part.MYSQL, Part.KAFKA);
        };
    }

    private boolean ready(Part... needed) {
        return Arrays.stream(needed).allMatch(part -> part(part.label()).isReady());
    }

    private Supplier<Server> first(Part part) {
        var home = settings.home();
        var port = settings.ports().of(part);
        var log = settings.log(part);
        return switch (part) {
            case MYSQL ->
                () -> {
                    var data = settings.data("mysql");
                    MysqlServer.prepare(
                            home,
                            data,
                            secrets,
                            log,
                            text -> settings.listener().accept(new ClusterEvent.Note("mysql", "mysql     " + text)));
                    return new MysqlServer(home, data, port, secrets, log);
                };
            case KAFKA ->
                () -> {
                    KafkaBroker.prepare(home, settings.data("kafka"), log);
                    return new KafkaBroker(home, settings.data("kafka"), port, log);
                };
            case PSP, CHECKOUT, PAYMENT, LEDGER, WALLET, RELAY -> () -> new JavaServer(part, settings, secrets);
        };
    }
}
