package dev.paysaga.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The smallest real program: it sleeps. */
final class SleepingServer implements Server {

    private final Path log;
    private volatile ServiceProcess process;

    SleepingServer(Path log) {
        this.log = log;
        this.process = spawn();
    }

    @Override
    public void launch() {
        process = spawn();
    }

    @Override
    public void awaitReady() {
        Waiting.until(process::isAlive, process, Duration.ofSeconds(5), Duration.ofMillis(10));
    }

    @Override
    public ServiceProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(5));
    }

    private ServiceProcess spawn() {
        return ServiceProcess.start("sleeper", List.of("sleep", "300"), Map.of(), log);
    }
}
