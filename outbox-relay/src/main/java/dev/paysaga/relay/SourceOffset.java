package dev.paysaga.relay;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The engine's own notion of where to go on, kept as it is: only Debezium writes and reads it.
 *
 * @param partition names the source, such as {@code {"server": "paysaga"}}
 * @param offset the position in it
 */
record SourceOffset(Map<String, ?> partition, Map<String, ?> offset) {

    static SourceOffset of(SourceRecord record) {
        return new SourceOffset(record.sourcePartition(), record.sourceOffset());
    }

    /** Not Debezium's: the transaction that is read in part, or whole and not yet known to be. Debezium reads past it. */
    private static final String INSIDE = "gtid";

    /**
     * The same, and in which transaction it is.
     *
     * @param gtid null if the server has no GTIDs, and in a snapshot
     */
    SourceOffset inside(@Nullable String gtid) {
        if (gtid == null || insideSnapshot()) {
            return this;
        }
        Map<String, Object> more = new HashMap<>(offset);
        more.put(INSIDE, gtid);
        return new SourceOffset(partition, more);
    }

    /** The same; if it completes no transaction beyond that of the row, then in the row's transaction as well. */
    SourceOffset after(SourceOffset row) {
        return row.offset.get(INSIDE) instanceof String gtid && row.gtids().equals(gtids()) ? inside(gtid) : this;
    }

    /** While a snapshot runs there is no place to go on from: a restart begins the snapshot again. */
    boolean insideSnapshot() {
        return offset.get("snapshot") != null;
    }

    BinlogPosition position() {
        return new BinlogPosition(number("server_id"), text("file"), number("pos"), number("event"), number("row"));
    }

    /** The set of transactions that are completely read, or empty text if the server has no GTIDs. */
    String gtids() {
        return text("gtids");
    }

    /** The transactions of which anything is read, or empty text if the server has no GTIDs. */
    String gtidsBegun() {
        return gtids().isEmpty() || text(INSIDE).isEmpty() ? gtids() + text(INSIDE) : gtids() + "," + text(INSIDE);
    }

    private long number(String key) {
        return offset.get(key) instanceof Number number ? number.longValue() : 0;
    }

    private String text(String key) {
        return Objects.toString(offset.get(key), "");
    }
}
