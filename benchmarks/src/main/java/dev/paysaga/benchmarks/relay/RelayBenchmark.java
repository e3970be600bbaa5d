package dev.paysaga.benchmarks.relay;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.paysaga.benchmarks.Report;
import dev.paysaga.benchmarks.Use;
import dev.paysaga.launcher.Folders;
import dev.paysaga.launcher.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs all contestants one after the other, and that again: a backlog, then an even pace. Prints medians and spread as
 * Markdown. Nothing else should run on the machine.
 */
public final class RelayBenchmark {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Ground ground;
    private final int rows = Integer.getInteger("rows", 200_000);
    private final int rounds = Integer.getInteger("rounds", 2);
    private final int seconds = Integer.getInteger("seconds", 60);
    private final List<Integer> rates =
            listed("rates", "200,1000").map(Integer::valueOf).toList();
    private final List<Contestant> contestants = listed(
                    "contestants", "RELAY,RELAY_WITHOUT_TRANSACTIONS,CONNECT,CONNECT_EXACTLY_ONCE,POLLING")
            .map(Contestant::valueOf)
            .toList();
    private final Map<Contestant, List<Backlog>> backlogs = new EnumMap<>(Contestant.class);
    private final Map<Contestant, Map<Integer, List<Pace>>> paces = new EnumMap<>(Contestant.class);

    /**
     * One contestant's way through a backlog.
     *
     * @param relay use of its process from its start to the last event
     * @param sinceFirst CPU seconds of its process from the first event on
     * @param broker CPU seconds of the broker meanwhile
     * @param mysql CPU seconds of MySQL meanwhile
     */
    record Backlog(double perSecond, Use relay, double sinceFirst, double broker, double mysql, int repeats) {}

    /** Latencies at an even pace, milliseconds. */
    record Pace(double p50, double p99, double max, double cpuPercent) {}

    private RelayBenchmark(Ground ground) {
        this.ground = ground;
    }

    /** For the Java launcher. */
    public static void main(String[] arguments) throws Exception {
        Report.machine();
        try {
            Folders.delete(measure());
        } finally {
            ServiceProcess.endAll();
        }
    }

    /** Answers the folder of servers that have ended. */
    private static Path measure() throws Exception {
        try (Ground ground = new Ground()) {
            new RelayBenchmark(ground).run();
            return ground.folder;
        }
    }

    private void run() throws Exception {
        for (int round = 1; round <= rounds; round++) {
            if (rows > 0) {
                backlogs("b" + round);
            }
            for (Contestant contestant : contestants) {
                for (int rate : rates) {
                    System.err.println("round " + round + ", " + rate + "/s: " + contestant.title);
                    paces.computeIfAbsent(contestant, _ -> new TreeMap<>())
                            .computeIfAbsent(rate, _ -> new ArrayList<>())
                            .add(pace(contestant, rate, "p" + round));
                }
            }
        }
        print();
    }

    /** Those who read the same table go through the same rows, one after the other. */
    private void backlogs(String label) throws Exception {
        for (Contestant contestant : contestants) {
            // Up to date before the backlog is written, so that it starts with its first row.
            stop(catchUp(contestant, label + contestant.serverId + "w"));
        }
        Map<String, List<Contestant>> readers =
                contestants.stream().collect(groupingBy(Contestant::table, LinkedHashMap::new, toList()));
        for (Map.Entry<String, List<Contestant>> table : readers.entrySet()) {
            String orders = label + table.getKey();
            System.err.println(orders + ": writing " + rows + " rows");
            new Load(ground, table.getKey(), orders).backlog(rows);
            for (Contestant contestant : table.getValue()) {
                System.err.println(orders + ": " + contestant.title);
                backlogs.computeIfAbsent(contestant, _ -> new ArrayList<>()).add(backlog(contestant, orders));
            }
        }
    }

    private Backlog backlog(Contestant contestant, String orders) throws Exception {
        try (Watch watch = new Watch(ground, orders, rows)) {
            ServiceProcess process = contestant.start(ground);
            watch.await(1, LIMIT);
            Use first = Use.of(process.pid());
            Use broker = Use.of(ground.kafka.pid());
            Use mysql = Use.of(ground.mysql.pid());
            watch.await(rows, LIMIT);
            Use last = Use.of(process.pid());
            Backlog result = new Backlog(
                    watch.rate(),
                    last,
                    last.cpuSeconds() - first.cpuSeconds(),
                    Use.of(ground.kafka.pid()).cpuSeconds() - broker.cpuSeconds(),
                    Use.of(ground.mysql.pid()).cpuSeconds() - mysql.cpuSeconds(),
                    watch.repeats());
            stop(process);
            System.err.println(result);
            return result;
        }
    }

    private Pace pace(Contestant contestant, int rate, String label) throws Exception {
        String orders = label + "-" + rate + "-" + contestant.serverId;
        ServiceProcess process = catchUp(contestant, orders + "w");
        // The compiler has seen the code before it is timed.
        int warm = Math.min(10, seconds) * rate;
        try (Watch watch = new Watch(ground, orders + "h", warm)) {
            new Load(ground, contestant.table(), orders + "h").steady(rate, Math.min(10, seconds), watch);
            watch.await(warm, LIMIT);
        }
        try (Watch watch = new Watch(ground, orders, rate * seconds)) {
            double before = Use.of(process.pid()).cpuSeconds();
            new Load(ground, contestant.table(), orders).steady(rate, seconds, watch);
            watch.await(rate * seconds, LIMIT);
            double cpu = Use.of(process.pid()).cpuSeconds() - before;
            List<Double> millis = watch.latencies();
            Pace result = new Pace(at(millis, 50), at(millis, 99), millis.getLast(), 100 * cpu / seconds);
            System.err.println(result);
            return result;
        } finally {
            stop(process);
        }
    }

    /** Starts it and waits until a row that is written now has come through, and so everything before it. */
    private ServiceProcess catchUp(Contestant contestant, String orders) throws Exception {
        int marks = Ground.SCHEMAS.size();
        try (Watch watch = new Watch(ground, orders, marks)) {
            ServiceProcess process = contestant.start(ground);
            new Load(ground, contestant.table(), orders).backlog(marks);
            watch.await(marks, LIMIT);
            return process;
        }
    }

    private static void stop(ServiceProcess process) {
        process.stop(STOP_LIMIT);
    }

    private static Stream<String> listed(String property, String otherwise) {
        return Stream.of(System.getProperty(property, otherwise).split(",")).filter(part -> !part.isEmpty());
    }

    private void print() {
        Report.line("");
        Report.line("Backlog of %d rows, %d rounds in turn: median (lowest to highest)", rows, rounds);
        Report.line("");
        Report.line("| contestant | events/s | CPU s since first event | CPU s of broker | CPU s of MySQL | RSS, MB |"
                + " repeated |");
        Report.line("|---|---|---|---|---|---|---|");
        backlogs.forEach((contestant, runs) -> Report.line(
                "| %s | %s | %s | %s | %s | %s | %s |",
                contestant.title,
                spread(runs.stream().map(Backlog::perSecond).toList(), "%.0f"),
                spread(runs.stream().map(Backlog::sinceFirst).toList(), "%.1f"),
                spread(runs.stream().map(Backlog::broker).toList(), "%.1f"),
                spread(runs.stream().map(Backlog::mysql).toList(), "%.1f"),
                spread(
                        runs.stream()
                                .map(run -> (double) run.relay().residentMegabytes())
                                .toList(),
                        "%.0f"),
                spread(runs.stream().map(run -> (double) run.repeats()).toList(), "%.0f")));
        Report.line("");
        Report.line(
                "Commit to reader over %d s at an even pace, ms: median of the rounds (lowest to highest)", seconds);
        Report.line("");
        Report.line("| contestant | events/s | p50 | p99 | max | CPU, %% of a core |");
        Report.line("|---|---|---|---|---|---|");
        paces.forEach((contestant, perRate) -> perRate.forEach((rate, runs) -> Report.line(
                "| %s | %d | %s | %s | %s | %s |",
                contestant.title,
                rate,
                spread(runs.stream().map(Pace::p50).toList(), "%.1f"),
                spread(runs.stream().map(Pace::p99).toList(), "%.1f"),
                spread(runs.stream().map(Pace::max).toList(), "%.0f"),
                spread(runs.stream().map(Pace::cpuPercent).toList(), "%.0f"))));
    }

    private static String spread(List<Double> values, String format) {
        List<Double> sorted = values.stream().sorted().toList();
        double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                median,
                sorted.getFirst(),
                sorted.getLast());
    }

    private static double at(List<Double> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
