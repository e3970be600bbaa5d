package dev.paysaga.messaging;

import java.util.Collection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ParameterizedPreparedStatementSetter;

/** Writes rows with one statement. */
public final class Rows {

    private Rows() {}

    /**
     * Many rows go as one batch. A single one does not: for a batch of one the driver, which rewrites batches, prepares the
     * same statement a second time at the server, each time.
     *
     * @param rows at least one
     */
    public static <R> void write(
            JdbcTemplate jdbc, String sql, Collection<R> rows, ParameterizedPreparedStatementSetter<R> binding) {
        if (rows.size() == 1) {
            R only = rows.iterator().next();
            jdbc.update(sql, statement -> binding.setValues(statement, only));
        } else {
            jdbc.batchUpdate(sql, rows, rows.size(), binding);
        }
    }
}
