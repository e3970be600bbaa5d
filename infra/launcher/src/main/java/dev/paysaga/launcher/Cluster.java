package dev.paysaga.launcher;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The whole running suite: MySQL, Kafka, the PSP simulator, the four services and the relay, as processes on this machine
 * or in containers. Programs are named {@code mysql}, {@code kafka}, {@code psp}, {@code checkout}, {@code payment},
 * {@code ledger}, {@code wallet}, {@code relay}. One that dies is started again.
 *
 * <pre>{@code
 * try (var cluster = Cluster.start(ClusterSettings.in(folder))) {
 *     cluster.kill("payment");          // it is started again a second later
 *     cluster.awaitReady("payment", Duration.ofSeconds(30));
 * }
 * }</pre>
 */
public interface Cluster extends AutoCloseable {

    /**
     * Starts everything as processes and returns when all of it is ready.
     *
     * @throws LaunchFailure when one program does not get ready; everything is ended again by then
     */
    static Cluster start(ClusterSettings settings) {
        return LocalCluster.start(settings);
    }

    /** {@code http://127.0.0.1:<port>} of a service, the relay or the simulator. */
    String url(String name);

    /**
     * Settings for a Kafka client: where the broker is and, where it asks, who we are.
     *
     * @param principal {@code checkout}, {@code payment}, {@code ledger}, {@code wallet}, {@code relay}, or {@code
     *     auditor}, who may read everything
     */
    Map<String, Object> kafkaSettings(String principal);

    /** Connections of one MySQL user; {@code auditor} reads all four schemas. No pool. */
    DataSource dataSource(String user, String schema);

    Secrets secrets();

    /** Process id of a program on this machine, 0 while it has no process. */
    long pid(String name);

    /** What a program has said since it was made, line by line; with several instances, all of them. */
    List<String> log(String name);

    /** SIGKILL. It is started again after a moment; {@link #awaitReady(String, Duration)} waits for that. */
    void kill(String name);

    /** Lets it stand still: it keeps its connections and does nothing. */
    void pause(String name);

    /** Lets it go on after {@link #pause}. */
    void resume(String name);

    /** Ends it in an orderly way and leaves it ended. Returns when it is gone. */
    void stop(String name);

    /** Starts it again after {@link #stop} (or after a death, where restarts are off). Returns at once. */
    void start(String name);

    /**
     * Waits until one program is ready; one that was killed counts as not ready from that moment on.
     *
     * @throws LaunchFailure when it is not ready in time
     */
    void awaitReady(String name, Duration limit);

    /** Ends everything: who uses something ends before it. Returns when nothing is left. */
    @Override
    void close();
}
