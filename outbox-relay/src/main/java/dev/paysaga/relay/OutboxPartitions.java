package dev.paysaga.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The partitions of one outbox table: one per day that rows were written on, and {@value #LATER}, which takes what no day
 * has been made for.
 *
 * <p>No statement waits for a lock longer than two seconds: behind one that waits, all inserts would.
 */
final class OutboxPartitions {

    static final String LATER = "later";

    /** Splitting copies what is in {@value #LATER}, and inserts wait: a second for so many. */
    static final int ROWS_COPIED_MAX = 50_000;

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'p'yyyyMMdd");

    private final Connection connection;
    private final String table;

    /** @param table as {@code schema.table} */
    OutboxPartitions(Connection connection, String table) throws SQLException {
        this.connection = connection;
        this.table = table;
        execute("SET SESSION lock_wait_timeout = 2");
    }

    /**
     * A day's rows.
     *
     * @param end the day after; every row was written before it
     */
    record Day(String name, LocalDate end) {}

    /**
     * What there is to see in days at one moment when nobody was writing.
     *
     * @param gtids every transaction that had been committed, as MySQL writes it; never empty
     * @param lastIds highest id per partition, 0 in an empty one
     */
    record Seen(String gtids, Map<String, Long> lastIds) {}

    LocalDate today() throws SQLException {
        return LocalDate.parse(text("SELECT UTC_DATE()"));
    }

    /** The days, oldest first; empty if the table is not partitioned. */
    List<Day> days() throws SQLException {
        String[] parts = table.split("\\.", 2);
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT partition_name, partition_description FROM"
                        + " information_schema.partitions WHERE table_schema = ? AND table_name = ?"
                        + " AND partition_name <> '" + LATER + "' ORDER BY partition_ordinal_position")) {
            statement.setString(1, parts[0]);
            statement.setString(2, parts[1]);
            try (ResultSet found = statement.executeQuery()) {
                List<Day> days = new ArrayList<>();
                while (found.next()) {
                    days.add(new Day(
                            found.getString(1),
                            LocalDate.parse(found.getString(2).replace("'", ""))));
                }
                return days;
            }
        }
    }

    /**
     * Makes days up to and with the given one. What has gathered in {@value #LATER} so far becomes part of today.
     *
     * @throws SQLException also when that is so much that inserts would wait for seconds
     */
    void extendTo(LocalDate last) throws SQLException {
        LocalDate today = today();
        List<Day> days = days();
        LocalDate next = days.isEmpty() || days.getLast().end().isBefore(today)
                ? today
                : days.getLast().end();
        List<String> made = new ArrayList<>();
        for (LocalDate day = next; !day.isAfter(last); day = day.plusDays(1)) {
            made.add("PARTITION " + day.format(NAME) + " VALUES LESS THAN ('" + day.plusDays(1) + "')");
        }
        if (made.isEmpty()) {
            return;
        }
        String gathered = text("SELECT COUNT(*) FROM (SELECT 1 FROM " + table + " PARTITION (" + LATER + ") LIMIT "
                + (ROWS_COPIED_MAX + 1) + ") AS gathered");
        if (Integer.parseInt(gathered) > ROWS_COPIED_MAX) {
            throw new SQLException("More than " + ROWS_COPIED_MAX + " rows have gathered in partition " + LATER + " of "
                    + table + ": splitting them would hold up inserts. See \"Outbox rows stay\" in the runbook");
        }
        made.add("PARTITION " + LATER + " VALUES LESS THAN (MAXVALUE)");
        execute("ALTER TABLE " + table + " REORGANIZE PARTITION " + LATER + " INTO (" + String.join(", ", made) + ")");
    }

    /** Waits until no transaction has written to the table and not ended, and looks. */
    Seen look(List<String> days) throws SQLException {
        return locked(() -> new Seen(gtids(), lastIds(days)));
    }

    /** Drops what was seen, unless it has got a row since; answers whether it did. */
    boolean drop(Seen seen) throws SQLException {
        return locked(() -> {
            if (!lastIds(List.copyOf(seen.lastIds().keySet())).equals(seen.lastIds())) {
                return false;
            }
            execute("ALTER TABLE " + table + " DROP PARTITION "
                    + String.join(", ", seen.lastIds().keySet()));
            return true;
        });
    }

    /** True if all transactions of the first set are in the second. */
    boolean contains(String gtids, String within) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT GTID_SUBSET(?, ?)")) {
            statement.setString(1, gtids);
            statement.setString(2, within);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getBoolean(1);
            }
        }
    }

    private String gtids() throws SQLException {
        String gtids = text("SELECT @@GLOBAL.gtid_executed").replace("\n", "");
        if (gtids.isEmpty()) {
            throw new SQLException("Without GTIDs (gtid_mode=ON) nobody can tell what has been sent");
        }
        return gtids;
    }

    private Map<String, Long> lastIds(List<String> days) throws SQLException {
        Map<String, Long> last = new LinkedHashMap<>();
        for (String day : days) {
            last.put(day, Long.valueOf(text("SELECT COALESCE(MAX(id), 0) FROM " + table + " PARTITION (" + day + ")")));
        }
        return last;
    }

    private <T> T locked(Query<T> query) throws SQLException {
        execute("LOCK TABLES " + table + " WRITE");
        try {
            return query.run();
        } finally {
            execute("UNLOCK TABLES");
        }
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return Optional.ofNullable(found.getString(1)).orElse("");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private interface Query<T> {
        T run() throws SQLException;
    }
}
