package dev.paysaga.launcher;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The suite as processes on this machine. Data outlive it: one in the same folder goes on where the last one ended. */
final class LocalCluster implements Cluster {

    private static final Duration START_LIMIT = Duration.ofMinutes(4);

    private final ClusterSettings settings;
    private final Secrets secrets;
    private final Object monitor = new Object();
    private final Map<Part, Supervised> parts = new EnumMap<>(Part.class);

    private LocalCluster(ClusterSettings settings) {
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
    static LocalCluster start(ClusterSettings settings) {
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
    static LocalCluster begin(ClusterSettings settings) {
        var cluster = new LocalCluster(settings);
        cluster.parts.values().forEach(Supervised::begin);
        return cluster;
    }

    @Override
    public String url(String name) {
        return settings.ports().url(Part.named(name));
    }

    @Override
    public Map<String, Object> kafkaSettings(String principal) {
        return Map.of("bootstrap.servers", "127.0.0.1:" + settings.ports().of(Part.KAFKA));
    }

    @Override
    public DataSource dataSource(String user, String schema) {
        var source = new MysqlDataSource();
        source.setUrl(MysqlServer.jdbcUrl(settings.ports().of(Part.MYSQL), schema));
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
        return part(name).status().pid();
    }

    @Override
    public List<String> log(String name) {
        var log = settings.log(Part.named(name));
        try {
            // Whatever a program writes can be read so.
            return Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + log, e);
        }
    }

    @Override
    public void kill(String name) {
        part(name).kill();
    }

    @Override
    public void pause(String name) {
        signal("STOP", pid(name));
    }

    @Override
    public void resume(String name) {
        signal("CONT", pid(name));
    }

    private static void signal(String signal, long pid) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send a signal", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop(String name) {
        part(name).stop();
    }

    @Override
    public void start(String name) {
        part(name).start();
    }

    /** What every program is doing, in the order in which they start. */
    List<PartStatus> status() {
        return parts.values().stream().map(Supervised::status).toList();
    }

    /**
     * Waits until everything is ready.
     *
     * @throws LaunchFailure as soon as one program fails to start, or after four minutes
     */
    void awaitReady() {
        await(START_LIMIT, List.copyOf(parts.values()));
    }

    @Override
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
