package dev.paysaga.relay;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns rows into events and turns away those that no retry could send.
 *
 * <p>The outbox table's own constraints keep such rows out. If one is there all the same it is counted and logged with
 * its id, and the stream goes on: one bad row must not hold up every order. The order it belongs to shows the gap in
 * {@code ce_sequence}, at which its consumers wait; the row stays in the table.
 */
final class OutboxFilter {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxFilter.class);

    private final Set<String> topics;
    private final long sizeMax;
    private final RelayMetrics metrics;

    /** @param sizeMax largest payload, bytes */
    OutboxFilter(Set<String> topics, long sizeMax, RelayMetrics metrics) {
        this.topics = topics;
        this.sizeMax = sizeMax;
        this.metrics = metrics;
    }

    Optional<OutboxEvent> accept(Change.Inserted row) {
        try {
            OutboxEvent event = OutboxEvent.of(row.row());
            if (!topics.contains(event.topic())) {
                return reject(row, "its topic " + event.topic() + " is none of " + topics);
            }
            if (event.size() > sizeMax) {
                return reject(row, "its payload has " + event.size() + " bytes, more than the " + sizeMax + " allowed");
            }
            return Optional.of(event);
        } catch (OutboxEvent.UnsendableRow e) {
            return reject(row, String.valueOf(e.getMessage()));
        }
    }

    private Optional<OutboxEvent> reject(Change.Inserted row, String reason) {
        metrics.rejectedRow();
        LOG.error(
                "Row {} of {}.outbox cannot be sent: {}. It is left out and later rows go on; consumers of its order wait at"
                        + " the gap. Insert a correct row with the same sequence to let them go on.",
                id(row.row()),
                row.schema(),
                reason);
        return Optional.empty();
    }

    private static Object id(Struct row) {
        return row.schema().field("id") == null ? "(without id)" : row.get("id");
    }
}
