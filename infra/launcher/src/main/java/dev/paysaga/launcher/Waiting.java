package dev.paysaga.launcher;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a process to become ready. */
final class Waiting {

    private Waiting() {}

    /**
     * Looks every {@code interval} until the process is ready.
     *
     * @throws LaunchFailure with the end of its log when it ends before, or is not ready within {@code limit}
     */
    static void until(BooleanSupplier ready, ServiceProcess process, Duration limit, Duration interval) {
        var start = System.nanoTime();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new LaunchFailure("%s ended with code %d before it was ready. The end of %s:%n%s"
                        .formatted(process.name(), process.exitCode(), process.log(), process.lastLines(25)));
            }
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new LaunchFailure("%s is not ready after %d s. The end of %s:%n%s"
                        .formatted(process.name(), limit.toSeconds(), process.log(), process.lastLines(25)));
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new LaunchFailure("Interrupted while %s was starting".formatted(process.name()));
            }
            LockSupport.parkNanos(interval.toNanos());
        }
    }
}
