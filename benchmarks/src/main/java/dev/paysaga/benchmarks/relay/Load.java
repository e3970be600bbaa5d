package dev.paysaga.benchmarks.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Writes rows as services do: one transaction changes a row and announces it. */
final class Load {

    /** As many rows as {@code work} has: none waits for another's commit. */
    private static final int WRITERS_PER_SCHEMA = 4;

    private static final String PAD = "x".repeat(440);

    private final Ground ground;
    private final String table;
    private final String orders;

    /** @param orders what every order id begins with; the events of this load are known by it */
    Load(Ground ground, String table, String orders) {
        this.ground = ground;
        this.table = table;
        this.orders = orders;
    }

    /** Writes so many rows, as fast as it goes, some threads per schema. */
    void backlog(int rows) throws Exception {
        int writers = Ground.SCHEMAS.size() * WRITERS_PER_SCHEMA;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Callable<Void>> parts = new ArrayList<>();
            for (int part = 0; part < writers; part++) {
                int first = part;
                parts.add(() -> {
                    try (Writer writer = new Writer(first % Ground.SCHEMAS.size(), first / Ground.SCHEMAS.size())) {
                        for (int number = first; number < rows; number += writers) {
                            writer.write(number);
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> part : threads.invokeAll(parts)) {
                part.get();
            }
        }
    }

    /** The same in one schema, by one thread. */
    void backlogOf(String schema, int rows) throws SQLException {
        try (Writer writer = new Writer(Ground.SCHEMAS.indexOf(schema), 0)) {
            for (int number = 0; number < rows; number++) {
                writer.write(number);
            }
        }
    }

    /** Writes rows at an even pace; {@code watch} is told when each was committed. */
    void steady(int perSecond, int seconds, Watch watch) throws SQLException {
        List<Writer> writers = new ArrayList<>();
        try {
            for (int schema = 0; schema < Ground.SCHEMAS.size(); schema++) {
                writers.add(new Writer(schema, 0));
            }
            long next = System.nanoTime();
            for (int number = 0; number < perSecond * seconds; number++) {
                writers.get(number % writers.size()).write(number);
                watch.committed(number);
                next += 1_000_000_000L / perSecond;
                LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
            }
        } finally {
            for (Writer writer : writers) {
                writer.close();
            }
        }
    }

    private final class Writer implements AutoCloseable {

        private final String schema;
        private final Connection connection;
        private final PreparedStatement work;
        private final PreparedStatement insert;

        /** @param row the row that its transactions change */
        Writer(int schema, int row) throws SQLException {
            this.schema = Ground.SCHEMAS.get(schema);
            this.connection = ground.connect(this.schema);
            connection.setAutoCommit(false);
            this.work = connection.prepareStatement("UPDATE work SET n = n + 1 WHERE id = " + row);
            this.insert = connection.prepareStatement("INSERT INTO " + table
                    + " (event_id, aggregatetype, aggregateid, type, sequence, source, time, specversion, dataschema,"
                    + " contenttype, traceparent, payload) VALUES (?, ?, ?, 'paysaga.bench.v1', '1', '/paysaga/bench',"
                    + " '2026-11-20T12:00:00Z', '1.0', 'urn:paysaga:schema:bench', 'application/json',"
                    + " '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', ?)");
        }

        void write(int number) throws SQLException {
            work.executeUpdate();
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, schema);
            insert.setString(3, orders + "-" + number);
            insert.setString(4, "{\"n\":" + number + ",\"pad\":\"" + PAD + "\"}");
            insert.executeUpdate();
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
