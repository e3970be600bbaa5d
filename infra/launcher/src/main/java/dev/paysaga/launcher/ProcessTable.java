package dev.paysaga.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Which processes belong to the suite, written so that a later command finds them when their supervisor was killed. A
 * process is recognised by its id and its start time together: ids are used again.
 */
record ProcessTable(List<Entry> entries) {

    private static final Duration GRACE = Duration.ofSeconds(20);

    /** @param startMillis the process's start as the system tells it, in epoch milliseconds */
    record Entry(String name, long pid, long startMillis) {

        static Entry of(String name, ProcessHandle process) {
            return new Entry(name, process.pid(), start(process));
        }

        /** The process, if it still runs. The system's answer for one process may vary by a clock tick. */
        Optional<ProcessHandle> living() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> Math.abs(start(process) - startMillis) < 2_000)
                    .filter(process -> !isZombie(process.pid()));
        }

        /** Dead, but nobody has asked for its exit code: so it stays in a container whose first process does not. */
        private static boolean isZombie(long pid) {
            try {
                var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
                return stat.startsWith(") Z", stat.lastIndexOf(')'));
            } catch (IOException _) {
                return false;
            }
        }

        private static long start(ProcessHandle process) {
            return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }

    void write(Path file) {
        PrivateFiles.write(
                file,
                entries.stream()
                        .map(entry -> "%s %d %d%n".formatted(entry.name(), entry.pid(), entry.startMillis()))
                        .collect(Collectors.joining()));
    }

    /** Empty when there is no file. */
    static ProcessTable read(Path file) {
        if (!Files.exists(file)) {
            return new ProcessTable(List.of());
        }
        try {
            return new ProcessTable(Files.readAllLines(file).stream()
                    .map(line -> line.split(" "))
                    .filter(words -> words.length == 3)
                    .map(words -> new Entry(words[0], Long.parseLong(words[1]), Long.parseLong(words[2])))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    List<Entry> living() {
        return entries.stream().filter(entry -> entry.living().isPresent()).toList();
    }

    /**
     * Ends what still runs: SIGTERM to all, SIGKILL to those that are there after twenty seconds.
     *
     * @throws LaunchFailure when a process cannot be ended, because it is another user's
     */
    void end() {
        living().forEach(entry -> entry.living().ifPresent(ProcessHandle::destroy));
        awaitEnd(GRACE);
        living().forEach(entry -> entry.living().ifPresent(ProcessHandle::destroyForcibly));
        awaitEnd(Duration.ofSeconds(5));
        living().stream().findFirst().ifPresent(entry -> {
            throw new LaunchFailure(
                    "%1$s (process %2$d) is left over from an earlier run and cannot be ended by this user. End it as the user who started it (kill %2$d), then run this again."
                            .formatted(entry.name(), entry.pid()));
        });
    }

    private void awaitEnd(Duration limit) {
        var end = System.nanoTime() + limit.toNanos();
        while (!living().isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
