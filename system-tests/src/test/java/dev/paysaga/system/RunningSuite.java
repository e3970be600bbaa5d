package dev.paysaga.system;

import dev.paysaga.launcher.Cluster;
import dev.paysaga.launcher.ClusterSettings;
import dev.paysaga.launcher.ProjectHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * The whole suite, one for all tests of this JVM; after every test its books are audited. {@code -Dpaysaga.on} says where
 * it runs: {@code processes} (default) or {@code compose}.
 */
public abstract class RunningSuite {

    protected static final Duration SOON = Duration.ofSeconds(30);
    protected static final Duration AFTER_FAULTS = Duration.ofMinutes(2);

    private static @Nullable Cluster running;
    private static @Nullable Books audited;
    private static @Nullable SpanReceiver spans;

    protected final Cluster suite = running();
    protected final Books books = books(suite); // one for all: who is excused by one test is excused in the next
    protected final Buyer buyer = new Buyer(suite);
    protected final Operator operator = new Operator(suite);
    protected final Provider provider = new Provider(suite);
    protected final Topics topics = new Topics(suite);
    protected final Http http = new Http();

    @AfterEach
    protected final void theBooksBalance() {
        books.balance(AFTER_FAULTS);
    }

    /** Where its data, logs and secrets are. */
    static Path folder() {
        return ProjectHome.find()
                .path()
                .resolve("system-tests/target/suite-" + ProcessHandle.current().pid());
    }

    /** Who collects the programs' spans; containers do not reach this JVM, so theirs are not collected. */
    static synchronized SpanReceiver spans() {
        SpanReceiver receiver = spans;
        if (receiver == null) {
            receiver = new SpanReceiver();
            spans = receiver;
        }
        return receiver;
    }

    /** Only what a test begins a trace for is recorded. */
    private static Map<String, String> tracing() {
        return Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", spans().url(), "PAYSAGA_TRACING_SAMPLED_PERCENT", "0");
    }

    private static synchronized Books books(Cluster suite) {
        Books books = audited;
        if (books == null) {
            books = new Books(suite);
            audited = books;
        }
        return books;
    }

    /** Not in a static initialiser: the cluster's threads call the listener, and would wait for this class to be ready. */
    private static synchronized Cluster running() {
        Cluster cluster = running;
        if (cluster == null) {
            cluster = switch (System.getProperty("paysaga.on", "processes")) {
                case "processes" ->
                    Cluster.start(ClusterSettings.in(folder())
                            .withListener(event -> System.out.println(event))
                            .withEnvironment(tracing()));
                case "compose" -> ComposeCluster.start(folder());
                case String other ->
                    throw new IllegalStateException("-Dpaysaga.on is processes or compose, not " + other);
            };
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
            running = cluster;
        }
        return cluster;
    }
}
