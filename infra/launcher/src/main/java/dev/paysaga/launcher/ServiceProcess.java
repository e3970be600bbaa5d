package dev.paysaga.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One running child process whose output goes to a log file. Not restarted here: see who started it. */
public final class ServiceProcess {

    private static final Set<ServiceProcess> LIVING = ConcurrentHashMap.newKeySet();
    private static boolean ending;

    private final String name;
    private final Path log;
    private final Process process;

    private ServiceProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a program. It inherits the environment, to which {@code environment} is added; output and errors are
     * appended to {@code log}; its input is empty.
     *
     * @throws LaunchFailure when the program cannot be started at all
     */
    public static ServiceProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            var builder = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return spawn(name, builder, log);
        } catch (IOException e) {
            throw new LaunchFailure("%s cannot be started: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static synchronized ServiceProcess spawn(String name, ProcessBuilder builder, Path log) throws IOException {
        if (ending) {
            throw new LaunchFailure(name + " is not started: everything is being taken down");
        }
        var started = new ServiceProcess(name, log, builder.start());
        LIVING.removeIf(child -> !child.isAlive());
        LIVING.add(started);
        return started;
    }

    /** For the end of this JVM: kills every child that is still there and lets none be started any more. */
    public static void endAll() {
        synchronized (ServiceProcess.class) {
            ending = true;
        }
        LIVING.forEach(ServiceProcess::kill);
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    public long pid() {
        return process.pid();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code (128 + the signal's number when killed by one). Only for a process that has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Waits for the end. */
    void awaitExit() throws InterruptedException {
        process.waitFor();
    }

    /** Waits for the end; false when it still runs after {@code limit}. */
    public boolean awaitExit(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** SIGTERM, and SIGKILL when that has not ended it after {@code grace}. Returns when it is gone. */
    public void stop(Duration grace) {
        process.destroy();
        if (!awaitExit(grace)) {
            kill();
        }
    }

    /** SIGKILL: the process gets no chance to tidy up. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    /** The last lines of the log, for a person to read: without stack frames, which push the causes out of sight. */
    public String lastLines(int count) {
        try {
            var text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            var lines = text.lines().filter(line -> !line.startsWith("\tat ")).toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + log, e);
        }
    }
}
