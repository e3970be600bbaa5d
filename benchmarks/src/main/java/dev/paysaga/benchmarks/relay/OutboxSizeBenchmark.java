package dev.paysaga.benchmarks.relay;

import dev.paysaga.benchmarks.Report;
import dev.paysaga.launcher.Folders;
import dev.paysaga.launcher.ServiceProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Compares an outbox of a few rows with one of many, in turns: how long an insert with its commit takes, how fast the relay
 * sends what is written, how long an order's events are looked for. Then a day of the large one is dropped under load.
 */
public final class OutboxSizeBenchmark {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String SMALL = "checkout";
    private static final String LARGE = "payment";
    private static final int DAYS = 8;
    private static final int CHUNK = 100_000;
    private static final String PAYLOAD = "{\"pad\":\"" + "x".repeat(440) + "\"}";

    private final Ground ground;
    private final long rows = Long.getLong("rows", 10_000_000);
    private final int rounds = Integer.getInteger("rounds", 3);
    private final int inserts = Integer.getInteger("inserts", 4_000);
    private final int backlog = Integer.getInteger("backlog", 40_000);
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    private OutboxSizeBenchmark(Ground ground) {
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
            new OutboxSizeBenchmark(ground).run();
            return ground.folder;
        }
    }

    private void run() throws Exception {
        makeDays(SMALL);
        makeDays(LARGE);
        long begin = System.nanoTime();
        fill();
        Report.line("%d rows filled in %.0f s", rows, (System.nanoTime() - begin) / 1e9);
        Map<String, List<Double>> p50 = new TreeMap<>();
        Map<String, List<Double>> p99 = new TreeMap<>();
        Map<String, List<Double>> lookups = new TreeMap<>();
        Map<String, List<Double>> rates = new TreeMap<>();
        for (String schema : List.of(SMALL, LARGE)) {
            insert(schema, inserts, () -> false); // warm
        }
        for (int round = 0; round < rounds; round++) {
            for (String schema : List.of(SMALL, LARGE)) {
                List<Double> millis = insert(schema, inserts, () -> false);
                add(p50, schema, at(millis, 50));
                add(p99, schema, at(millis, 99));
                add(lookups, schema, at(lookUp(schema), 50));
            }
        }
        stop(relay(Map.of()));
        for (int round = 0; round < rounds; round++) {
            for (String schema : List.of(SMALL, LARGE)) {
                add(rates, schema, throughput(schema, round));
            }
        }
        Report.line("");
        Report.line("%d rounds in turn, medians (lowest to highest)", rounds);
        Report.line("");
        Report.line("| | few rows | %d rows | ratio |", rows);
        Report.line("|---|---|---|---|");
        print("insert and commit, p50 ms", p50);
        print("insert and commit, p99 ms", p99);
        print("an order's rows by its id, p50 ms", lookups);
        print("relay, backlog of " + backlog + ", events/s", rates);
        drop();
    }

    /** Days of the past and two to come, as the relay makes them. */
    private void makeDays(String schema) throws SQLException {
        StringBuilder days = new StringBuilder();
        for (LocalDate day = today.minusDays(DAYS); !day.isAfter(today.plusDays(14)); day = day.plusDays(1)) {
            days.append("PARTITION %s VALUES LESS THAN ('%s'), ".formatted(name(day), day.plusDays(1)));
        }
        root("ALTER TABLE " + schema + ".outbox REORGANIZE PARTITION later INTO (" + days
                + "PARTITION later VALUES LESS THAN (MAXVALUE))");
    }

    /** Spread over the past days; not in the binlog, since it is the table that is to be large. */
    private void fill() throws SQLException {
        String digits = "(SELECT 0 d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
                + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";
        String numbers =
                " FROM " + digits + " a, " + digits + " b, " + digits + " c, " + digits + " e, " + digits + " f";
        try (Connection connection = ground.mysql.dataSource("root", LARGE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_log_bin = 0");
            for (long done = 0; done < rows; done += CHUNK) {
                LocalDate day = today.minusDays(DAYS - done * DAYS / rows);
                statement.execute(
                        "INSERT INTO outbox (event_id, aggregatetype, aggregateid, type, sequence, source, time,"
                                + " specversion, dataschema, contenttype, payload, written_on) SELECT UUID(), '" + LARGE
                                + "', CONCAT('ord_', LEFT(MD5(UUID()), 22)), 'paysaga.bench.v1', '1', '/paysaga/bench',"
                                + " '2026-11-20T12:00:00Z', '1.0', 'urn:paysaga:schema:bench', 'application/json', '"
                                + PAYLOAD
                                + "', '" + day + "'" + numbers);
            }
        }
    }

    /** Milliseconds of each insert with its commit, sorted. */
    private List<Double> insert(String schema, int count, Over over) throws SQLException {
        List<Double> millis = new ArrayList<>();
        try (Connection connection = ground.connect(schema);
                var work = connection.prepareStatement("UPDATE work SET n = n + 1 WHERE id = 0");
                var insert =
                        connection.prepareStatement("INSERT INTO outbox (event_id, aggregatetype, aggregateid, type,"
                                + " sequence, source, time, specversion, dataschema, contenttype, payload) VALUES (?, '"
                                + schema
                                + "', ?, 'paysaga.bench.v1', '1', '/paysaga/bench', '2026-11-20T12:00:00Z', '1.0',"
                                + " 'urn:paysaga:schema:bench', 'application/json', ?)")) {
            connection.setAutoCommit(false);
            for (int number = 0; number < count && !over.isOver(); number++) {
                String id = UUID.randomUUID().toString();
                long begin = System.nanoTime();
                work.executeUpdate();
                insert.setString(1, id);
                insert.setString(2, "ord_" + id.replace("-", "").substring(0, 22));
                insert.setString(3, PAYLOAD);
                insert.executeUpdate();
                connection.commit();
                millis.add((System.nanoTime() - begin) / 1e6);
            }
        }
        return millis.stream().sorted().toList();
    }

    private List<Double> lookUp(String schema) throws SQLException {
        List<Double> millis = new ArrayList<>();
        try (Connection connection = ground.connect(schema);
                var select = connection.prepareStatement("SELECT sequence FROM outbox WHERE aggregateid = ?")) {
            for (int number = 0; number < 1_000; number++) {
                select.setString(
                        1,
                        "ord_" + UUID.randomUUID().toString().replace("-", "").substring(0, 22));
                long begin = System.nanoTime();
                try (var found = select.executeQuery()) {
                    found.next();
                }
                millis.add((System.nanoTime() - begin) / 1e6);
            }
        }
        return millis.stream().sorted().toList();
    }

    /** Events per second of a relay that finds a backlog in one table. */
    private double throughput(String schema, int round) throws Exception {
        String orders = "turn-" + schema + round;
        new Load(ground, "outbox", orders).backlogOf(schema, backlog);
        try (Watch watch = new Watch(ground, orders, backlog)) {
            ServiceProcess process = relay(Map.of());
            watch.await(backlog, LIMIT);
            stop(process);
            return watch.rate();
        }
    }

    /** The relay drops what is older than six days, while rows are inserted. */
    private void drop() throws Exception {
        ServiceProcess process = relay(Map.of(
                "DB_RETENTION_USER", "retention",
                "DB_RETENTION_PASSWORD", ground.secrets.password("retention"),
                "OUTBOX_RETENTION", "6d",
                "PAYSAGA_RELAY_RETENTION_ROUND", "2s"));
        String oldest = name(today.minusDays(DAYS));
        CompletableFuture<List<Double>> inserting = CompletableFuture.supplyAsync(() -> {
            try {
                return insert(
                        LARGE,
                        Integer.MAX_VALUE,
                        () -> Thread.currentThread().isInterrupted() || !hasPartition(oldest));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        List<Double> millis = inserting.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        stop(process);
        Report.line("");
        Report.line(
                "Two to three days of %d rows each dropped while %d rows were inserted, each with a look whether they are"
                        + " still there: insert p50 %.1f, p99 %.1f, longest %.0f ms",
                rows / DAYS, millis.size(), at(millis, 50), at(millis, 99), millis.getLast());
    }

    private boolean hasPartition(String name) throws SQLException {
        try (Connection connection = ground.mysql.dataSource("root", "").getConnection();
                Statement statement = connection.createStatement();
                var found = statement.executeQuery("SELECT 1 FROM information_schema.partitions WHERE table_schema = '"
                        + LARGE + "' AND partition_name = '" + name + "'")) {
            return found.next();
        }
    }

    private ServiceProcess relay(Map<String, String> settings) throws Exception {
        String orders = "up" + UUID.randomUUID();
        try (Watch watch = new Watch(ground, orders, 1)) {
            ServiceProcess process = Contestant.RELAY.start(ground, settings);
            new Load(ground, "outbox", orders).backlogOf(SMALL, 1);
            watch.await(1, LIMIT);
            return process;
        }
    }

    private static void stop(ServiceProcess process) {
        process.stop(Duration.ofSeconds(30));
    }

    private void root(String sql) throws SQLException {
        try (Connection connection = ground.mysql.dataSource("root", "").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String name(LocalDate day) {
        return "p" + day.toString().replace("-", "");
    }

    private static void add(Map<String, List<Double>> values, String schema, double value) {
        values.computeIfAbsent(schema, _ -> new ArrayList<>()).add(value);
    }

    private static void print(String what, Map<String, List<Double>> values) {
        double[] few = sorted(values, SMALL);
        double[] many = sorted(values, LARGE);
        Report.line("| %s | %s | %s | %.2f |", what, spread(few), spread(many), median(many) / median(few));
    }

    private static double[] sorted(Map<String, List<Double>> values, String schema) {
        double[] sorted = values.getOrDefault(schema, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static String spread(double[] sorted) {
        String format = sorted[0] < 1 ? "%.3f" : sorted[0] < 1_000 ? "%.2f" : "%.0f";
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                median(sorted),
                sorted[0],
                sorted[sorted.length - 1]);
    }

    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double at(List<Double> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    private interface Over {
        boolean isOver() throws SQLException;
    }
}
