package dev.paysaga.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Goes through the inbox in the order of its primary key, a page at a time, and removes what is old, but for each order's
 * last message: the next one of its order is compared with it, however late that comes.
 */
final class InboxPass {

    static final int PAGE = 1000;

    private static final String READ = "SELECT source, order_id, sequence,"
            + " received_at < CURRENT_TIMESTAMP(6) - INTERVAL ? SECOND FROM inbox"
            + " WHERE source > ? OR (source = ? AND order_id > ?) OR (source = ? AND order_id = ? AND sequence >= ?)"
            + " ORDER BY source, order_id, sequence LIMIT " + PAGE;

    private final JdbcTemplate jdbc;
    private final UnitOfWork unitOfWork;
    private final Duration retention;
    private Row next = new Row("", "", 0, false);

    InboxPass(JdbcTemplate jdbc, UnitOfWork unitOfWork, Duration retention) {
        this.jdbc = jdbc;
        this.unitOfWork = unitOfWork;
        this.retention = retention;
    }

    /** Looks at the next page; answers whether there is another one. After the last one it begins anew. */
    boolean page() {
        List<Row> page = unitOfWork.get(this::clearPage);
        boolean more = page.size() == PAGE;
        next = more ? page.getLast() : new Row("", "", 0, false);
        return more;
    }

    private List<Row> clearPage() {
        List<Row> page = jdbc.query(
                READ,
                (row, _) -> new Row(row.getString(1), row.getString(2), row.getLong(3), row.getBoolean(4)),
                retention.toSeconds(),
                next.source,
                next.source,
                next.orderId,
                next.source,
                next.orderId,
                next.sequence);
        var old = new ArrayList<Row>();
        for (int index = 0; index + 1 < page.size(); index++) {
            if (page.get(index).old && page.get(index).isFollowedBy(page.get(index + 1))) {
                old.add(page.get(index));
            }
        }
        jdbc.batchUpdate(
                "DELETE FROM old_inbox WHERE source = ? AND order_id = ? AND sequence = ?",
                old,
                PAGE,
                (statement, row) -> {
                    statement.setString(1, row.source);
                    statement.setString(2, row.orderId);
                    statement.setLong(3, row.sequence);
                });
        return page;
    }

    private record Row(String source, String orderId, long sequence, boolean old) {
        boolean isFollowedBy(Row other) {
            return source.equals(other.source) && orderId.equals(other.orderId);
        }
    }
}
