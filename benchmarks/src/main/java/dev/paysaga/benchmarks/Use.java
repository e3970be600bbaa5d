package dev.paysaga.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What one process has used, read from {@code /proc} (Linux only).
 *
 * @param cpuSeconds since its start
 * @param residentMegabytes now
 */
public record Use(double cpuSeconds, long residentMegabytes) {

    /** A tick of the kernel's process clock; 100 per second on every Linux that Java runs on. */
    private static final double SECONDS_PER_TICK = 0.01;

    /** Asks the kernel. */
    public static Use of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        try {
            String stat = Files.readString(proc.resolve("stat"));
            // After the command's closing parenthesis: user time is the 12th field, system time the 13th.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * SECONDS_PER_TICK;
            long kilobytes = Files.readAllLines(proc.resolve("status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
            return new Use(cpu, kilobytes / 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
