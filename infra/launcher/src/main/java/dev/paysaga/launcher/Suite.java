package dev.paysaga.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The suite as a command sees it: something that a supervisor in the background runs, or that is not running. */
final class Suite {

    private final ProjectHome home;
    private final StateFolder state;
    private final Ports ports;
    private final Screen screen;

    Suite(ProjectHome home, StateFolder state, Ports ports, Screen screen) {
        this.home = home;
        this.state = state;
        this.ports = ports;
        this.screen = screen;
    }

    StateFolder state() {
        return state;
    }

    Ports ports() {
        return ports;
    }

    int up() throws InterruptedException {
        if (isUp()) {
            if (!Files.exists(state.env())) {
                throw busy();
            }
            screen.line("Paysaga is up already.");
            return status();
        }
        var begin = System.nanoTime();
        start(false);
        new UpSummary(home, state, ports, screen).print((System.nanoTime() - begin) / 1e9);
        return 0;
    }

    boolean isUp() {
        return !statusLines().isEmpty();
    }

    /**
     * Starts a supervisor and returns when everything is ready.
     *
     * @param tied whether everything ends with this process
     * @throws LaunchFailure when it did not get ready; everything is down again by then
     */
    void start(boolean tied) throws InterruptedException {
        var supervisor = spawn(tied);
        var settled = new AtomicBoolean();
        // Ctrl-C here takes everything down: the supervisor has left this terminal and would not notice.
        var interrupted = new Thread(() -> {
            if (!settled.get() && supervisor.isAlive()) {
                screen.line("Interrupted: taking everything down");
                supervisor.stop(Duration.ofMinutes(2));
            }
        });
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            while (!ControlSocket.ask(state.control(), "watch", this::show)) {
                if (!supervisor.isAlive()) {
                    throw supervisor.exitCode() == Supervisor.EXIT_LOCKED
                            ? busy()
                            : new LaunchFailure("The supervisor ended at once (code %d). The end of %s:%n%s"
                                    .formatted(supervisor.exitCode(), supervisor.log(), supervisor.lastLines(15)));
                }
                Thread.sleep(50);
            }
            if (!isUp() || !Files.exists(state.env())) {
                supervisor.awaitExit(Duration.ofMinutes(1));
                throw new LaunchFailure("Paysaga did not start; nothing of it runs. All logs: " + state.logs());
            }
        } finally {
            settled.set(!tied);
        }
    }

    static LaunchFailure busy() {
        return new LaunchFailure(
                "Another './paysaga up' or 'demo' is starting or ending everything right now. Wait for it, then look at './paysaga status'.");
    }

    private ServiceProcess spawn(boolean tied) {
        var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var command = new ArrayList<>(List.of(java, "-Xmx96m"));
        command.addAll(Part.JVM_FLAGS);
        command.addAll(List.of(
                "-D" + ProjectHome.PROPERTY + "=" + home.path(),
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName(),
                "supervise",
                Long.toString(ProcessHandle.current().pid()),
                tied ? "tied" : "free"));
        return ServiceProcess.start("supervisor", command, Map.of(), state.supervisorLog());
    }

    private void show(String line) {
        if (line.startsWith(Supervisor.ERROR)) {
            screen.problem(line.substring(1));
        } else if (line.startsWith(Supervisor.PROGRESS)) {
            var text = line.substring(1);
            if (text.contains(" starting (pid")) {
                screen.change("  " + text);
            } else {
                screen.line("  " + text);
            }
        }
    }

    int down() throws InterruptedException {
        if (ControlSocket.ask(state.control(), "down", this::show)) {
            awaitFree();
            return 0;
        }
        var lock = state.lock();
        if (lock.isEmpty()) {
            throw new LaunchFailure("A supervisor is starting or ending right now. Try again in a few seconds.");
        }
        var table = ProcessTable.read(state.processes());
        var left = table.living();
        left.forEach(entry ->
                screen.line("  ending %s (pid %d), left by an earlier run".formatted(entry.name(), entry.pid())));
        table.end();
        state.forgetRunning();
        screen.line(left.isEmpty() ? "Paysaga is not running." : "Everything is down.");
        return 0;
    }

    /** The answer ends a moment before the supervisor does. */
    private void awaitFree() throws InterruptedException {
        for (var attempt = 0; attempt < 600; attempt++) {
            var lock = state.lock();
            if (lock.isPresent()) {
                return;
            }
            Thread.sleep(50);
        }
    }

    int tell(String verb, String service) {
        var failed = new AtomicBoolean();
        var heard = ControlSocket.ask(state.control(), verb + " " + service, line -> {
            failed.compareAndSet(false, line.startsWith(Supervisor.ERROR));
            show(line);
        });
        if (!heard) {
            throw new LaunchFailure("Paysaga is not running. './paysaga up' starts it.");
        }
        return failed.get() ? 1 : 0;
    }

    /** Exit code 0 when everything is ready, 1 when something is not, 3 when nothing runs. */
    int status() {
        var lines = statusLines();
        if (lines.isEmpty()) {
            var left = ProcessTable.read(state.processes()).living();
            screen.line("Paysaga is not running. './paysaga up' starts it.");
            left.forEach(entry -> screen.line("  left by an earlier run: %s (pid %d); the next 'up' or 'down' ends it"
                    .formatted(entry.name(), entry.pid())));
            return 3;
        }
        return new StatusTable(screen).print(lines, ports);
    }

    private List<String> statusLines() {
        var lines = new ArrayList<String>();
        ControlSocket.ask(state.control(), "status", lines::add);
        return lines;
    }

    int reset(boolean sure) throws InterruptedException {
        if (!sure && Screen.isInteractive()) {
            screen.line("This ends Paysaga and deletes all of its data: " + state.data());
            if (!"yes".equals(Screen.ask("Type 'yes' to go on: ").orElse(""))) {
                screen.line("Nothing was deleted.");
                return 1;
            }
        }
        down();
        Folders.delete(state.data());
        Folders.delete(state.logs());
        screen.line("All data are deleted.");
        return 0;
    }
}
