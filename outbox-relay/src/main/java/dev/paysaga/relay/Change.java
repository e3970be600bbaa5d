package dev.paysaga.relay;

import java.time.Instant;
import org.apache.kafka.connect.data.Struct;

/** What one record of the engine is to the relay. */
sealed interface Change {

    /** Where reading goes on after this record. */
    SourceOffset offset();

    /**
     * A row that was inserted, or found by the snapshot.
     *
     * @param at where in the binlog the row is; of no meaning for a row of a snapshot
     * @param committedAt the source's time of the change
     * @param found by the snapshot. The offset does not tell: that of a snapshot's last row is one to go on from
     */
    record Inserted(
            SourceOffset offset, BinlogPosition at, String schema, Instant committedAt, Struct row, boolean found)
            implements Change {}

    /** The engine is alive and has reached this offset. */
    record Heartbeat(SourceOffset offset, Instant at) implements Change {}

    /** Something that an insert-only table must not have: an update, a delete, a truncate, a changed primary key. */
    record Forbidden(SourceOffset offset, BinlogPosition at, String schema, String what) implements Change {}

    /** Nothing to send, such as a record about the schema. */
    record Other(SourceOffset offset) implements Change {}
}
