package dev.paysaga.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what was measured, as Markdown. */
public final class Report {

    private Report() {}

    /** One line, formatted as by {@code printf}. */
    public static void line(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    /** The machine, and how busy it is before. */
    public static void machine() throws IOException {
        String cpu = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown processor");
        line(
                "Machine: %d x %s, %s %s, Java %s, load average before: %s",
                Runtime.getRuntime().availableProcessors(),
                cpu,
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.version"),
                Files.readString(Path.of("/proc/loadavg")).strip());
    }

    static void startup(double total, Map<String, Long> readyMillis, Processes processes) {
        line("");
        line("Start-up on empty data: everything ready after %.1f s, %.1f CPU s", total, processes.cpuSeconds());
        line("");
        line("| process | launch to ready, ms | CPU s so far | RSS, MB |");
        line("|---|---|---|---|");
        processes.use().forEach((name, use) -> {
            Long millis = readyMillis.get(name);
            line(
                    "| %s | %s | %.1f | %d |",
                    name, millis == null ? "" : Long.toString(millis), use.cpuSeconds(), use.residentMegabytes());
        });
    }

    static void memory(String when, Processes processes) {
        line("");
        line("Memory %s, MB: %s, sum %d", when, megabytes(processes), processes.residentMegabytes());
    }

    private static String megabytes(Processes processes) {
        return String.join(
                ", ",
                processes.use().entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue().residentMegabytes())
                        .toList());
    }

    static void latency(String what, List<Double> millis) {
        line("");
        line(
                "%s (%d, one at a time), ms: p50 %.1f, p90 %.1f, p99 %.1f, max %.1f",
                what, millis.size(), at(millis, 50), at(millis, 90), at(millis, 99), at(millis, 100));
    }

    static void throughput(int inFlight, int count, double seconds, List<Double> millis, Processes used) {
        line("");
        line(
                "%d in flight: %d sagas in %.1f s = **%.0f sagas/s**; confirm to completion visible, ms: p50 %.0f,"
                        + " p99 %.0f, max %.0f; CPU per saga %.1f ms",
                inFlight,
                count,
                seconds,
                count / seconds,
                at(millis, 50),
                at(millis, 99),
                at(millis, 100),
                1000 * used.cpuSeconds() / count);
        line(
                "CPU: %s",
                String.join(
                        ", ",
                        used.use().entrySet().stream()
                                .map(entry -> String.format(
                                        Locale.ROOT,
                                        "%s %.1f s (%.0f %%)",
                                        entry.getKey(),
                                        entry.getValue().cpuSeconds(),
                                        100 * entry.getValue().cpuSeconds() / used.cpuSeconds()))
                                .toList()));
    }

    static void statements(int sagas, Statements counted) {
        line(
                "MySQL per saga: %s",
                String.join(
                        ", ",
                        counted.counts().entrySet().stream()
                                .map(entry -> String.format(
                                        Locale.ROOT, "%.1f %s", (double) entry.getValue() / sagas, entry.getKey()))
                                .toList()));
    }

    private static double at(List<Double> values, int percent) {
        List<Double> sorted = values.stream().sorted().toList();
        int index = (int) Math.ceil(sorted.size() * percent / 100.0) - 1;
        return sorted.get(Math.max(0, index));
    }
}
