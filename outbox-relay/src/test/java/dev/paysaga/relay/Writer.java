package dev.paysaga.relay;

import static org.awaitility.Awaitility.await;

import dev.paysaga.testing.TestMysql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Writes orders to the four outbox tables on a thread of its own, several rows per transaction, through any failure of
 * MySQL: a transaction of unknown outcome is looked up before it is written again.
 */
final class Writer implements AutoCloseable {

    private final String orders;
    private final int rowsPerTransaction;
    private final int transactionsPerSecond;
    private final List<OutboxRow> written = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Void> done;
    private final Map<String, Connection> connections = new HashMap<>();
    private volatile int transactions;
    private volatile boolean stopped;

    /** @param orders prefix of the order ids, unique per test */
    Writer(String orders, int rowsPerTransaction, int transactionsPerSecond, int transactionsMax) {
        this.orders = orders;
        this.rowsPerTransaction = rowsPerTransaction;
        this.transactionsPerSecond = transactionsPerSecond;
        this.done = CompletableFuture.runAsync(() -> run(transactionsMax));
    }

    /** Waits until so many transactions are committed. */
    void awaitTransactions(int count) {
        await(count + " transactions are written")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> transactions >= count || done.isDone());
    }

    /** Waits for another number of transactions. */
    void awaitMore(int count) {
        awaitTransactions(transactions + count);
    }

    /** Ends the writing and returns what is committed. */
    List<OutboxRow> stop() throws Exception {
        stopped = true;
        return finish();
    }

    /** Waits until everything is written and returns it. */
    List<OutboxRow> finish() throws Exception {
        done.get(90, TimeUnit.SECONDS);
        return written;
    }

    /** What is committed by now. */
    List<OutboxRow> soFar() {
        synchronized (written) {
            return List.copyOf(written);
        }
    }

    @Override
    public void close() {
        stopped = true;
    }

    private void run(int transactionsMax) {
        long pauseNanos = Duration.ofSeconds(1).toNanos() / transactionsPerSecond;
        long next = System.nanoTime();
        while (!stopped && transactions < transactionsMax) {
            int number = transactions;
            String schema = OutboxTables.SCHEMAS.get(number % OutboxTables.SCHEMAS.size());
            writeForSure(schema, rows(schema, number));
            transactions = number + 1;
            next += pauseNanos;
            LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
        }
        closeAll();
    }

    /** Rows of one order; an order gets a transaction's worth of events, twenty orders per schema take turns. */
    private List<OutboxRow> rows(String schema, int transaction) {
        int round = transaction / OutboxTables.SCHEMAS.size();
        String order = orders + "-" + round % 20;
        long first = (long) round / 20 * rowsPerTransaction + 1;
        return IntStream.range(0, rowsPerTransaction)
                .mapToObj(index -> OutboxRow.of(schema, order, first + index))
                .toList();
    }

    private void writeForSure(String schema, List<OutboxRow> rows) {
        boolean unsure = false;
        while (true) {
            try {
                Connection connection = connection(schema);
                if (!unsure || !exists(connection, rows.getFirst())) {
                    OutboxTables.insert(connection, rows);
                }
                written.addAll(rows);
                return;
            } catch (SQLException e) {
                unsure = true;
                closeAll();
                if (stopped) {
                    throw new IllegalStateException("stopped while MySQL is away", e);
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    private Connection connection(String schema) throws SQLException {
        Connection open = connections.get(schema);
        if (open == null) {
            open = TestMysql.as(schema + "_owner", schema).getConnection();
            open.setAutoCommit(false);
            connections.put(schema, open);
        }
        return open;
    }

    private void closeAll() {
        for (Connection connection : connections.values()) {
            try {
                connection.close();
            } catch (SQLException _) {
                // It is broken, which is why it is closed.
            }
        }
        connections.clear();
    }

    private static boolean exists(Connection connection, OutboxRow row) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM outbox WHERE event_id = ? AND ce_repeat IS NULL")) {
            statement.setString(1, row.eventId());
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }
}
