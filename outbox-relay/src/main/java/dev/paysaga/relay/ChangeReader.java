package dev.paysaga.relay;

import java.time.Instant;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Tells inserts, heartbeats and what must not happen apart. */
final class ChangeReader {

    /** Put by Debezium on the insert half of an update that changed the primary key. */
    private static final String OLD_KEY_HEADER = "__debezium.oldkey";

    private static final String HEARTBEAT_TOPIC_PREFIX = "__debezium-heartbeat";

    private ChangeReader() {}

    static Change read(SourceRecord sourceRecord) {
        SourceOffset offset = SourceOffset.of(sourceRecord);
        if (!(sourceRecord.value() instanceof Struct value)) {
            return new Change.Other(offset);
        }
        if (sourceRecord.topic().startsWith(HEARTBEAT_TOPIC_PREFIX)) {
            return new Change.Heartbeat(offset, Instant.ofEpochMilli(value.getInt64("ts_ms")));
        }
        if (value.schema().field("op") == null) {
            return new Change.Other(offset);
        }
        Struct source = value.getStruct("source");
        BinlogPosition at = position(source);
        String schema = source.getString("db");
        if (sourceRecord.headers().lastWithName(OLD_KEY_HEADER) != null) {
            return new Change.Forbidden(offset, at, schema, "update of a primary key");
        }
        String operation = value.getString("op");
        return switch (operation) {
            case "c", "r" ->
                new Change.Inserted(
                        offset.inside(source.getString("gtid")),
                        at,
                        schema,
                        Instant.ofEpochMilli(source.getInt64("ts_ms")),
                        value.getStruct("after"),
                        operation.equals("r"));
            case "u" -> new Change.Forbidden(offset, at, schema, "update of " + id(value, "before"));
            case "d" -> new Change.Forbidden(offset, at, schema, "delete of " + id(value, "before"));
            case "t" -> new Change.Forbidden(offset, at, schema, "truncate");
            default -> new Change.Forbidden(offset, at, schema, "operation " + operation);
        };
    }

    private static BinlogPosition position(Struct source) {
        return new BinlogPosition(
                source.getInt64("server_id"),
                source.getString("file"),
                source.getInt64("pos"),
                0,
                source.getInt32("row"));
    }

    private static String id(Struct value, String image) {
        Struct row = value.getStruct(image);
        if (row == null || row.schema().field("id") == null) {
            return "a row";
        }
        return "row " + row.get("id");
    }
}
