package dev.paysaga.benchmarks;

import dev.paysaga.launcher.Cluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each process of the suite has used so far, read from {@code /proc} (Linux only).
 *
 * @param use by name, in start order; {@code load} is this process
 */
record Processes(Map<String, Use> use) {

    private static final List<String> NAMES =
            List.of("mysql", "kafka", "psp", "checkout", "payment", "ledger", "wallet", "relay");

    /** A tick of the kernel's process clock; 100 per second on every Linux that Java runs on. */
    private static final double SECONDS_PER_TICK = 0.01;

    static Processes now(Cluster cluster) {
        var use = new LinkedHashMap<String, Use>();
        NAMES.forEach(name -> use.put(name, Use.of(cluster.pid(name))));
        use.put("load", Use.of(ProcessHandle.current().pid()));
        return new Processes(use);
    }

    Processes since(Processes before) {
        var since = new LinkedHashMap<String, Use>();
        use.forEach((name, now) -> {
            @Nullable Use then = before.use.get(name);
            since.put(name, new Use(now.cpuSeconds - (then == null ? 0 : then.cpuSeconds), now.residentMegabytes));
        });
        return new Processes(since);
    }

    double cpuSeconds() {
        return use.values().stream().mapToDouble(Use::cpuSeconds).sum();
    }

    long residentMegabytes() {
        return use.values().stream().mapToLong(Use::residentMegabytes).sum();
    }

    record Use(double cpuSeconds, long residentMegabytes) {

        static Use of(long pid) {
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
}
