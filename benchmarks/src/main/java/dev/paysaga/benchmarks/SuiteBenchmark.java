package dev.paysaga.benchmarks;

import dev.paysaga.launcher.Cluster;
import dev.paysaga.launcher.ClusterEvent;
import dev.paysaga.launcher.ClusterSettings;
import dev.paysaga.launcher.ProjectHome;
import dev.paysaga.system.Books;
import dev.paysaga.system.Buyer;
import dev.paysaga.system.Buyer.Order;
import dev.paysaga.system.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Start-up and memory of each process, latency on an idle system, throughput with 16 and 64 sagas in flight, and who
 * uses the CPU. Everything (databases, broker, services, provider, load) runs on this one machine.
 */
public final class SuiteBenchmark {

    private static final Duration ONE_SAGA = Duration.ofSeconds(60);
    private static final String[] BASKET = {"drip-set", "barley-tea x 2", "stoneware-mug"};

    private static final int WARM_UP = Integer.getInteger("warm-up", 1000);
    private static final int IDLE = Integer.getInteger("idle", 200);
    private static final int SAGAS = Integer.getInteger("sagas", 1500);
    private static final List<Integer> IN_FLIGHT = Arrays.stream(
                    System.getProperty("in-flight", "16,64,16,64").split(","))
            .map(Integer::valueOf)
            .toList();

    private final Cluster cluster;
    private final Buyer buyer;
    private final Completions completions;
    private final JdbcTemplate rows;

    private SuiteBenchmark(Cluster cluster, Completions completions) {
        this.cluster = cluster;
        this.buyer = new Buyer(cluster);
        this.completions = completions;
        this.rows = new JdbcTemplate(cluster.dataSource("auditor", "payment"));
    }

    static void main() throws Exception {
        Path folder = Files.createTempDirectory(ProjectHome.find().path().resolve("benchmarks/target"), "suite-");
        Map<String, Long> readyMillis = new ConcurrentHashMap<>();
        long begin = System.nanoTime();
        try (Cluster cluster = Cluster.start(ClusterSettings.in(folder).withListener(event -> {
                    if (event instanceof ClusterEvent.Ready ready) {
                        readyMillis.put(ready.name(), ready.millis());
                    }
                }));
                Completions completions = new Completions(cluster)) {
            double total = (System.nanoTime() - begin) / 1e9;
            var benchmark = new SuiteBenchmark(cluster, completions);
            Report.machine();
            Report.startup(total, readyMillis, Processes.now(cluster));
            benchmark.warmUp();
            Report.memory("after the warm-up", Processes.now(cluster));
            benchmark.idleLatency();
            for (int inFlight : IN_FLIGHT) {
                benchmark.throughput(inFlight);
            }
            Report.memory("at the end", Processes.now(cluster));
            new Books(cluster).balance(Duration.ofMinutes(2));
            Report.line("The books balance.");
        }
    }

    private void warmUp() throws InterruptedException {
        Report.line("Warming up with %,d sagas ...", WARM_UP);
        Load.run(WARM_UP, 16, this::saga);
    }

    /** One at a time on a system that does nothing else. */
    private void idleLatency() throws Exception {
        List<Double> answered = new ArrayList<>();
        List<Double> done = new ArrayList<>();
        for (int i = 0; i < IDLE; i++) {
            Order order = buyer.checksOut(BASKET).pays();
            awaitArrival(order);
            Instant confirm = Instant.now();
            order.confirms();
            answered.add(millis(confirm, Instant.now()));
            completions.await(order.id(), ONE_SAGA);
            done.add(millis(confirm, doneAt(order)));
        }
        Report.latency("confirm to answer, idle system", answered);
        Report.latency("confirm to is_payment_done, idle system", done);
    }

    private void throughput(int inFlight) throws InterruptedException {
        Statements statements = Statements.now(rows);
        Processes before = Processes.now(cluster);
        long begin = System.nanoTime();
        List<Double> latencies = Load.run(SAGAS, inFlight, this::saga);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Report.throughput(
                inFlight, SAGAS, seconds, latencies, Processes.now(cluster).since(before));
        Report.statements(SAGAS, Statements.now(rows).since(statements));
    }

    /** From checkout to completion; answers the milliseconds from confirm to the completion event. */
    private double saga() throws Exception {
        Order order = buyer.checksOut(BASKET).pays();
        Instant confirm = Instant.now();
        order.confirms();
        return millis(confirm, completions.await(order.id(), ONE_SAGA));
    }

    /** The checkout's event has reached the payment-service, so that a confirm measures the confirm alone. */
    private void awaitArrival(Order order) throws InterruptedException {
        while (rows.queryForList("SELECT 1 FROM payment_event WHERE order_id = ?", order.id())
                .isEmpty()) {
            Thread.sleep(2);
        }
    }

    private Instant doneAt(Order order) throws IOException {
        var done = rows.query(
                "SELECT done_at FROM payment_event WHERE order_id = ?",
                (row, _) -> row.getTimestamp(1).toInstant(),
                order.id());
        if (done.isEmpty()) {
            throw new IOException("Order " + order.id() + " is announced as completed, but not done");
        }
        return done.getFirst();
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }
}
