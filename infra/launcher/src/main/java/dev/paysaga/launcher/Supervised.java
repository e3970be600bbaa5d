package dev.paysaga.launcher;

import dev.paysaga.launcher.PartStatus.State;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one program running for as long as it is wanted, on a thread of its own. All state is guarded by the cluster's
 * monitor, which is notified of every change.
 */
final class Supervised {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PREPARING = Duration.ofSeconds(20);

    private final Part part;
    private final ClusterSettings settings;
    private final Object monitor;
    private final BooleanSupplier prerequisites;
    private final Supplier<Server> first;
    private final Thread thread;

    private State state = State.WAITING;
    private boolean wanted = true;
    private boolean closed;
    private boolean wasReady;
    private int restarts;
    private long launchedNanos;
    private @Nullable Server server;
    private @Nullable LaunchFailure failure;

    /**
     * @param prerequisites whether what it needs is ready; asked with the monitor held
     * @param first makes its data where there are none, and starts it for the first time
     */
    Supervised(
            Part part,
            ClusterSettings settings,
            Object monitor,
            BooleanSupplier prerequisites,
            Supplier<Server> first) {
        this.part = part;
        this.settings = settings;
        this.monitor = monitor;
        this.prerequisites = prerequisites;
        this.first = first;
        this.thread =
                Thread.ofPlatform().daemon().name("supervise " + part.label()).unstarted(this::run);
    }

    void begin() {
        thread.start();
    }

    private void run() {
        try {
            while (awaitTurn()) {
                try {
                    runOnce();
                } catch (LaunchFailure | UncheckedIOException e) {
                    failed(e instanceof LaunchFailure known ? known : new LaunchFailure(part.label() + ": " + e, e));
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when the cluster is closed. */
    private boolean awaitTurn() throws InterruptedException {
        synchronized (monitor) {
            while (!closed && !(wanted && prerequisites.getAsBoolean())) {
                if (wanted) {
                    state = State.WAITING;
                }
                monitor.wait();
            }
            return !closed;
        }
    }

    private void runOnce() throws InterruptedException {
        var running = launch();
        var process = running.process();
        tell(new ClusterEvent.Launched(part.label(), process.pid()));
        try {
            running.awaitReady();
            ready(process);
        } catch (LaunchFailure e) {
            process.kill();
            failed(e);
        }
        process.awaitExit();
        ended(process);
    }

    private Server launch() {
        Server known;
        synchronized (monitor) {
            known = server;
            state = State.STARTING;
            launchedNanos = System.nanoTime();
        }
        if (known == null) {
            known = first.get();
        } else {
            known.launch();
        }
        boolean unwanted;
        synchronized (monitor) {
            server = known;
            unwanted = closed || !wanted;
        }
        if (unwanted) {
            known.close();
        }
        return known;
    }

    private void ready(ServiceProcess process) {
        long millis;
        synchronized (monitor) {
            if (state != State.STARTING || !process.isAlive()) {
                return;
            }
            state = State.READY;
            wasReady = true;
            millis = (System.nanoTime() - launchedNanos) / 1_000_000;
            monitor.notifyAll();
        }
        tell(new ClusterEvent.Ready(
                part.label(), process.pid(), settings.ports().of(part), millis));
    }

    /** Only a program that has never been ready is given up; later ones are tried again. */
    private void failed(LaunchFailure cause) {
        synchronized (monitor) {
            if (wanted && !closed && !wasReady) {
                failure = cause;
                wanted = false;
                state = State.DEAD;
            }
            monitor.notifyAll();
            if (failure != null || closed || !wanted) {
                return; // awaited by somebody, or wanted by nobody
            }
        }
        tell(new ClusterEvent.Note(part.label(), "%-9s did not start: %s".formatted(part.label(), cause.getMessage())));
    }

    private void ended(ServiceProcess process) throws InterruptedException {
        boolean again;
        synchronized (monitor) {
            again = wanted && !closed && settings.restart();
            state = (wanted && !closed) || failure != null ? State.DEAD : State.STOPPED;
            if (again) {
                restarts++;
            }
            wanted = again;
            monitor.notifyAll();
            if (state == State.STOPPED) {
                return;
            }
        }
        tell(new ClusterEvent.Died(part.label(), process.pid(), process.exitCode(), again));
        if (again) {
            Thread.sleep(PAUSE);
        }
    }

    /** Ends it and does not start it again. Returns when it is gone. */
    void stop() {
        synchronized (monitor) {
            wanted = false;
            monitor.notifyAll();
        }
        end();
    }

    /** Starts nothing any more; what runs goes on. */
    void retire() {
        synchronized (monitor) {
            closed = true;
            monitor.notifyAll();
        }
    }

    /** Ends it for good. */
    void close() {
        retire();
        end();
        try {
            thread.join(PREPARING); // it may still make data, and launches nothing after that
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        Server running;
        synchronized (monitor) {
            running = server;
            if (running == null || !running.process().isAlive()) {
                state = State.STOPPED;
                return;
            }
        }
        var begin = System.nanoTime();
        running.close();
        awaitNoticed();
        tell(new ClusterEvent.Stopped(part.label(), (System.nanoTime() - begin) / 1_000_000));
    }

    /** Its thread must know of the end before somebody wants it again. */
    private void awaitNoticed() {
        synchronized (monitor) {
            while (state != State.STOPPED && state != State.DEAD && thread.isAlive()) {
                try {
                    monitor.wait(100);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /** SIGKILL. From here on it does not count as ready until it is so again. */
    void kill() {
        ServiceProcess victim;
        synchronized (monitor) {
            if (server == null) {
                throw new LaunchFailure(part.label() + " has not been started yet");
            }
            victim = server.process();
            state = State.DEAD;
        }
        victim.kill();
    }

    /** Wants it again; returns at once. */
    void start() {
        synchronized (monitor) {
            if (!wanted) {
                wanted = true;
                failure = null;
                monitor.notifyAll();
            }
        }
    }

    boolean isReady() {
        synchronized (monitor) {
            return state == State.READY;
        }
    }

    @Nullable
    LaunchFailure failure() {
        synchronized (monitor) {
            return failure;
        }
    }

    PartStatus status() {
        synchronized (monitor) {
            var process = server == null ? null : server.process();
            var pid = process != null && process.isAlive() ? process.pid() : 0;
            var up = pid == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - launchedNanos);
            return new PartStatus(part.label(), state, pid, settings.ports().of(part), up, restarts);
        }
    }

    private void tell(ClusterEvent event) {
        settings.listener().accept(event);
    }
}
