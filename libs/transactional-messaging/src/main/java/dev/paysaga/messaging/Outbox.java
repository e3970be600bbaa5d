package dev.paysaga.messaging;

import dev.paysaga.events.SagaEvent;
import dev.paysaga.events.Topic;
import dev.paysaga.tracing.Span;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Announces events in the transaction of the change that they tell of: both are committed, or neither.
 *
 * <p>The rows are written just before the commit, each order's events numbered from 1 without gaps. The number's row
 * lock is held until the commit, so that for one order the sequence, the commits and the topic have the same order,
 * with any number of writers.
 */
public final class Outbox {

    private static final String NUMBER = "INSERT INTO outbox_sequence (aggregateid, last_sequence) VALUES (?, ?)"
            + " ON DUPLICATE KEY UPDATE last_sequence = last_sequence + VALUES(last_sequence)";
    /** What MySQL counts for a row that {@link #NUMBER} has inserted; one that it has updated counts 2. */
    private static final int INSERTED = 1;

    private static final String INSERT = "INSERT INTO outbox (event_id, aggregatetype, aggregateid, type, sequence,"
            + " source, time, specversion, dataschema, contenttype, traceparent, payload)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, '1.0', ?, 'application/json', ?, ?)";
    private static final String LOCK = "SELECT 1 FROM outbox_sequence WHERE aggregateid = ? FOR UPDATE";
    private static final String REPEAT = "INSERT INTO outbox (event_id, aggregatetype, aggregateid, type, sequence,"
            + " source, time, specversion, dataschema, contenttype, traceparent, payload, ce_repeat, repeat_no)"
            + " SELECT o.event_id, o.aggregatetype, o.aggregateid, o.type, o.sequence, o.source, o.time, o.specversion,"
            + " o.dataschema, o.contenttype, o.traceparent, o.payload, last.repeat_no + 1, last.repeat_no + 1"
            + " FROM outbox o JOIN (SELECT sequence, MAX(repeat_no) AS repeat_no FROM outbox"
            + " WHERE aggregateid = ? GROUP BY sequence) last ON last.sequence = o.sequence"
            + " WHERE o.aggregateid = ? AND o.type = ? AND o.repeat_no = 0 ORDER BY o.id";

    private final JdbcTemplate jdbc;
    private final EventCodec codec;
    private final EventIds ids;
    private final Clock clock;
    private final String source;
    private final BeforeCommit<Row> rows = new BeforeCommit<>(this::write);

    /** @param source who speaks, the {@code ce_source} of every event: {@code /paysaga/payment-service} */
    public Outbox(JdbcTemplate jdbc, EventCodec codec, EventIds ids, Clock clock, String source) {
        this.jdbc = jdbc;
        this.codec = codec;
        this.ids = ids;
        this.clock = clock;
        this.source = source;
    }

    /**
     * Announces an event with the caller's transaction.
     *
     * @throws NoTransactionException when the caller has no transaction that can write
     */
    public void append(SagaEvent event) {
        rows.add(new Row(
                ids.next().toString(),
                Topic.of(event).aggregate(),
                event.orderId().value(),
                Topic.typeOf(event.getClass()),
                clock.instant().toString(),
                Span.announced("announce " + Topic.typeOf(event.getClass())),
                codec.encode(event)));
    }

    /**
     * Announces the order's events of this type once more, word for word and with their first ids and sequences, marked
     * as repeats. For a consumer that must be reminded; whoever has them already ignores them.
     *
     * @return whether there was such an event
     * @throws NoTransactionException when the caller has no transaction that can write
     */
    public boolean repeat(String orderId, Class<? extends SagaEvent> event) {
        NoTransactionException.throwUnlessWriting();
        // One repeat of an order at a time: before and after midnight the unique key would not tell two apart.
        jdbc.query(LOCK, (row, _) -> row.getInt(1), orderId);
        return jdbc.update(REPEAT, orderId, orderId, Topic.typeOf(event)) > 0;
    }

    private void write(List<Row> rows) {
        Map<String, Long> next = numbersFor(rows);
        Rows.write(jdbc, INSERT, rows, (statement, row) -> {
            long sequence = next.merge(row.orderId, 1L, Math::addExact) - 1;
            bind(statement, row, sequence);
        });
    }

    private void bind(PreparedStatement statement, Row row, long sequence) throws SQLException {
        statement.setString(1, row.eventId);
        statement.setString(2, row.aggregate);
        statement.setString(3, row.orderId);
        statement.setString(4, row.type);
        statement.setString(5, Long.toString(sequence));
        statement.setString(6, source);
        statement.setString(7, row.time);
        statement.setString(8, "urn:paysaga:schema:" + row.type);
        statement.setString(9, row.traceparent);
        statement.setString(10, row.payload);
    }

    /** Takes the numbers that the rows need, and answers the first one for each order. */
    private Map<String, Long> numbersFor(List<Row> rows) {
        var wanted = new TreeMap<String, Long>(); // sorted: two writers lock orders in the same order
        rows.forEach(row -> wanted.merge(row.orderId, 1L, Long::sum));
        if (wanted.size() == 1) {
            Map.Entry<String, Long> only = wanted.firstEntry();
            if (jdbc.update(NUMBER, only.getKey(), only.getValue()) == INSERTED) {
                return new HashMap<>(Map.of(only.getKey(), 1L));
            }
        } else {
            jdbc.batchUpdate(NUMBER, wanted.entrySet(), wanted.size(), (statement, order) -> {
                statement.setString(1, order.getKey());
                statement.setLong(2, order.getValue());
            });
        }
        var first = new HashMap<String, Long>();
        new NamedParameterJdbcTemplate(jdbc)
                .query(
                        "SELECT aggregateid, last_sequence FROM outbox_sequence WHERE aggregateid IN (:orders)",
                        Map.of("orders", InList.of(wanted.keySet())),
                        result -> {
                            String order = result.getString(1);
                            first.put(order, result.getLong(2) - wanted.getOrDefault(order, 0L) + 1);
                        });
        return first;
    }

    private record Row(
            String eventId,
            String aggregate,
            String orderId,
            String type,
            String time,
            @Nullable String traceparent,
            String payload) {}
}
