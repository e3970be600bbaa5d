package dev.paysaga.launcher;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The background process of {@code up} and {@code demo}: runs the cluster, writes what happens, takes commands. However
 * it is told to end (a command, SIGTERM, a failed start), one shutdown hook takes everything down in order.
 */
final class Supervisor {

    /** How the lines of an answer begin: progress, an error, the end of the start. */
    static final String PROGRESS = "=";

    static final String ERROR = "!";
    static final String READY = "ready";
    private static final String DOWN = PROGRESS + "everything is down";
    static final int EXIT_LOCKED = 3;

    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final StateFolder state;
    private final Ports ports;
    private final ProjectHome home;
    private final List<String> lines = new ArrayList<>();
    private volatile boolean ready;
    private ProcessTable leftovers = new ProcessTable(List.of());
    private @Nullable LocalCluster cluster;
    private @Nullable ControlSocket control;

    Supervisor(ProjectHome home, StateFolder state, Ports ports) {
        this.home = home;
        this.state = state;
        this.ports = ports;
    }

    /**
     * Runs until told to end.
     *
     * @param front the process that shows the progress; when it goes away before all is ready, so does everything
     * @param tied whether everything goes with the front later too
     */
    void run(long front, boolean tied) throws InterruptedException {
        OwnSession.start();
        var lock = state.lock();
        if (lock.isEmpty()) {
            System.exit(EXIT_LOCKED);
        }
        leftovers = new ProcessTable(ProcessTable.read(state.processes()).living());
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
        recordProcesses();
        control = ControlSocket.open(state.control(), this::answer);
        Thread.ofPlatform().daemon().name("front").start(() -> followFront(front, tied));
        try {
            start();
        } catch (LaunchFailure e) {
            e.getMessage().lines().forEach(line -> say(ERROR + line));
            System.exit(1);
        }
        new CountDownLatch(1).await(); // the shutdown hook is the way out
    }

    private void followFront(long front, boolean tied) {
        ProcessHandle.of(front).ifPresent(process -> process.onExit().join());
        if (tied || !ready) {
            System.exit(1);
        }
    }

    private void start() {
        var begin = System.nanoTime();
        endLeftovers();
        for (var part : Part.values()) {
            if (!FreePorts.isFree(ports.of(part))) {
                throw new LaunchFailure(
                        "Port %1$d, which %2$s needs, is taken by %3$s. Nothing was started. End that process, or let it use another port, then run this again."
                                .formatted(ports.of(part), part.label(), PortOwner.describe(ports.of(part))));
            }
        }
        state.rotateLogs();
        LocalCluster begun;
        synchronized (this) {
            begun = LocalCluster.begin(new ClusterSettings(home, state.path(), ports, true, Map.of(), this::on));
            cluster = begun;
        }
        begun.awaitReady();
        ready = true;
        recordEnv();
        say(READY + " " + (System.nanoTime() - begin) / 1_000_000);
    }

    private void endLeftovers() {
        if (!leftovers.entries().isEmpty()) {
            var names = leftovers.entries().stream()
                    .map(entry -> "%s (pid %d)".formatted(entry.name(), entry.pid()))
                    .collect(Collectors.joining(", "));
            say(PROGRESS + "ending what an earlier run left: " + names);
            leftovers.end();
            leftovers = new ProcessTable(List.of());
            recordProcesses();
        }
    }

    private void on(ClusterEvent event) {
        switch (event) {
            case ClusterEvent.Launched _, ClusterEvent.Died _, ClusterEvent.Stopped _ -> {
                recordProcesses();
                if (ready) {
                    recordEnv();
                }
            }
            case ClusterEvent.Ready _, ClusterEvent.Note _ -> {}
        }
        say(PROGRESS + event.text());
    }

    private synchronized void recordProcesses() {
        var own = ProcessTable.Entry.of("supervisor", ProcessHandle.current());
        var children = cluster == null ? Stream.<PartStatus>empty() : cluster.status().stream();
        var entries = new ArrayList<>(leftovers.entries());
        entries.add(own);
        children.flatMap(part ->
                        ProcessHandle.of(part.pid())
                                .map(process -> ProcessTable.Entry.of(part.name(), process))
                                .stream())
                .forEach(entries::add);
        new ProcessTable(entries).write(state.processes());
    }

    private synchronized void recordEnv() {
        if (cluster != null) {
            EnvFile.write(state.env(), ports, cluster.secrets(), cluster.status());
        }
    }

    /** To the log, and to whoever watches. */
    private void say(String line) {
        synchronized (lines) {
            System.out.println(Instant.now() + " " + line);
            lines.add(line);
            lines.notifyAll();
        }
    }

    private void answer(String request, PrintWriter writer) {
        var words = request.split(" ");
        try {
            switch (words[0]) {
                case "watch" -> watch(writer);
                case "status" -> status(writer);
                case "stop" -> stop(words[1], writer);
                case "start" -> start(words[1], writer);
                case "down" -> down(writer);
                default -> writer.println(ERROR + "unknown request");
            }
        } catch (LaunchFailure e) {
            e.getMessage().lines().forEach(line -> writer.println(ERROR + line));
        }
    }

    /** All lines from the beginning, until everything is ready; after a failed start, until the end of this process. */
    private void watch(PrintWriter writer) {
        follow(writer, 0, READY);
    }

    /**
     * Passes on lines as they come; each asker on its own thread, for a slow one must not hold up the others.
     *
     * @param last how the line begins after which it stops
     */
    private void follow(PrintWriter writer, int from, String last) {
        var next = from;
        while (!writer.checkError()) {
            List<String> fresh;
            synchronized (lines) {
                try {
                    if (next == lines.size()) {
                        lines.wait(500);
                    }
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    return;
                }
                fresh = List.copyOf(lines.subList(next, lines.size()));
            }
            next += fresh.size();
            fresh.forEach(writer::println);
            if (fresh.stream().anyMatch(line -> line.startsWith(last))) {
                return;
            }
        }
    }

    private void status(PrintWriter writer) {
        running()
                .status()
                .forEach(part -> writer.println(String.join(
                        "\t",
                        part.name(),
                        part.state().name(),
                        Long.toString(part.pid()),
                        Integer.toString(part.port()),
                        Long.toString(part.up().toSeconds()),
                        Integer.toString(part.restarts()))));
    }

    private void stop(String name, PrintWriter writer) {
        running().stop(name);
        recordProcesses();
        recordEnv();
        writer.println(PROGRESS + name + " is stopped and stays so until './paysaga start " + name + "'");
    }

    private void start(String name, PrintWriter writer) {
        var begin = System.nanoTime();
        running().start(name);
        running().awaitReady(name, START_LIMIT);
        writer.println(PROGRESS
                + "%s is ready after %.1f s (pid %d)"
                        .formatted(
                                name,
                                (System.nanoTime() - begin) / 1e9,
                                running().pid(name)));
    }

    /** The end of the answer is the end of this process. */
    private void down(PrintWriter writer) {
        int from;
        synchronized (lines) {
            from = lines.size();
        }
        Thread.ofPlatform().daemon().name("down").start(() -> System.exit(0));
        follow(writer, from, DOWN);
    }

    private synchronized LocalCluster running() {
        if (cluster == null) {
            throw new LaunchFailure("The suite is only just starting. Try again in a second.");
        }
        return cluster;
    }

    private void end() {
        LocalCluster ending;
        synchronized (this) {
            ending = cluster;
        }
        if (ending != null) {
            ending.close();
        }
        ServiceProcess.endAll();
        state.forgetRunning();
        say(DOWN);
        if (control != null) {
            control.close();
        }
    }
}
