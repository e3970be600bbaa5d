package dev.paysaga.benchmarks;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What MySQL has been asked for so far, by all of its clients.
 *
 * @param counts by what it is called in the report
 */
record Statements(Map<String, Long> counts) {

    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("Questions", "statements");
        NAMES.put("Com_stmt_prepare", "prepared anew");
        NAMES.put("Com_commit", "commits");
        NAMES.put("Com_rollback", "rollbacks");
        NAMES.put("Innodb_os_log_fsyncs", "syncs of the redo log");
        NAMES.put("Innodb_row_lock_waits", "waits for a row's lock");
    }

    static Statements now(JdbcTemplate jdbc) {
        var status = new HashMap<String, String>();
        jdbc.query("SHOW GLOBAL STATUS", row -> {
            status.put(row.getString(1), row.getString(2));
        });
        var counts = new LinkedHashMap<String, Long>();
        NAMES.forEach((name, called) -> counts.put(called, Long.parseLong(status.getOrDefault(name, "0"))));
        return new Statements(counts);
    }

    Statements since(Statements before) {
        var since = new LinkedHashMap<String, Long>();
        counts.forEach((name, now) -> since.put(name, now - before.counts.getOrDefault(name, 0L)));
        return new Statements(since);
    }
}
