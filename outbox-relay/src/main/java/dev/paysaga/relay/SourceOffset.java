package dev.paysaga.relay;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.source.SourceRecord;

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

    private long number(String key) {
        return offset.get(key) instanceof Number number ? number.longValue() : 0;
    }

    private String text(String key) {
        return Objects.toString(offset.get(key), "");
    }
}
