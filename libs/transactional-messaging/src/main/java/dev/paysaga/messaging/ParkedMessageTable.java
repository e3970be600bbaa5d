package dev.paysaga.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.events.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code parked_message}. */
final class ParkedMessageTable {

    private static final TypeReference<LinkedHashMap<String, @Nullable String>> HEADERS = new TypeReference<>() {};

    private final JdbcTemplate jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    ParkedMessageTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a record, unless the very same is kept already and not resolved: after a crash it comes again. */
    void insert(
            ParkedMessage.Status status,
            String reason,
            ConsumerRecord<String, byte[]> record,
            Optional<? extends Message<?>> message) {
        String headers = json.writeValueAsString(headers(record));
        jdbc.update(
                "INSERT INTO parked_message (status, reason, topic, partition_no, offset_no, source, order_id,"
                        + " sequence, message_key, headers, payload) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
                        + " WHERE NOT EXISTS (SELECT 1 FROM parked_message WHERE topic = ? AND partition_no = ?"
                        + " AND offset_no = ? AND status <> 'RESOLVED' AND headers = ? AND payload <=> ?)",
                status.name(),
                reason,
                record.topic(),
                record.partition(),
                record.offset(),
                message.map(Message::source).orElse(null),
                message.map(Message::orderId).orElseGet(() -> orderOf(record)),
                message.map(Message::sequence).orElse(null),
                record.key(),
                headers,
                record.value(),
                record.topic(),
                record.partition(),
                record.offset(),
                headers,
                record.value());
    }

    /** For people: whose message it is that says nothing of itself. The key is the order id on all our topics. */
    private static @Nullable String orderOf(ConsumerRecord<String, byte[]> record) {
        return record.key() != null && OrderId.isOrderId(record.key()) ? record.key() : null;
    }

    /** Waiting messages whose predecessor has been taken (or which have been taken themselves), first things first. */
    List<Long> due() {
        return jdbc.query(
                "SELECT p.id FROM parked_message p WHERE p.status = 'WAITING' AND EXISTS (SELECT 1 FROM inbox i"
                        + " WHERE i.source = p.source AND i.order_id = p.order_id"
                        + " AND i.sequence >= p.sequence - 1)"
                        + " ORDER BY p.source, p.order_id, p.sequence LIMIT 200",
                (row, _) -> row.getLong(1));
    }

    /** Failed messages whose next try by ourselves has come: 15 s, 1 min, 4 min, 16 min, 1 h and 4 h after parking. */
    List<Long> failedLongEnough() {
        return jdbc.query(
                "SELECT id FROM parked_message WHERE status = 'FAILED' AND attempts < 6 AND parked_at <"
                        + " CURRENT_TIMESTAMP(6) - INTERVAL 15 * POW(4, attempts) SECOND ORDER BY id LIMIT 200",
                (row, _) -> row.getLong(1));
    }

    List<Long> failed() {
        return jdbc.query(
                "SELECT id FROM parked_message WHERE status = 'FAILED' ORDER BY id", (row, _) -> row.getLong(1));
    }

    List<ParkedMessage> list() {
        return jdbc.query(
                "SELECT * FROM parked_message WHERE status <> 'RESOLVED' ORDER BY id LIMIT 500",
                (row, _) -> parked(row));
    }

    /** How many there are of each status that is open, zeros included. */
    Map<ParkedMessage.Status, Long> countOpen() {
        var open = new EnumMap<ParkedMessage.Status, Long>(ParkedMessage.Status.class);
        ParkedMessage.Status.OPEN.forEach(status -> open.put(status, 0L));
        jdbc.query(
                "SELECT status, COUNT(*) FROM parked_message WHERE status IN ('FAILED', 'WAITING') GROUP BY status",
                row -> {
                    open.put(ParkedMessage.Status.valueOf(row.getString(1)), row.getLong(2));
                });
        return open;
    }

    /** The message, locked, unless it is resolved or somebody else has it. */
    Optional<ParkedMessage> lock(long id) {
        return jdbc
                .query(
                        "SELECT * FROM parked_message WHERE id = ? AND status <> 'RESOLVED' FOR UPDATE SKIP LOCKED",
                        (row, _) -> parked(row),
                        id)
                .stream()
                .findFirst();
    }

    void markResolved(long id) {
        jdbc.update(
                "UPDATE parked_message SET status = 'RESOLVED', resolved_at = CURRENT_TIMESTAMP(6),"
                        + " attempts = attempts + 1 WHERE id = ?",
                id);
    }

    void markFailed(long id, String reason) {
        jdbc.update(
                "UPDATE parked_message SET status = 'FAILED', reason = ?, attempts = attempts + 1"
                        + " WHERE id = ? AND status <> 'RESOLVED'",
                reason,
                id);
    }

    void markWaiting(long id) {
        jdbc.update("UPDATE parked_message SET status = 'WAITING', attempts = attempts + 1 WHERE id = ?", id);
    }

    private static Map<String, @Nullable String> headers(ConsumerRecord<?, ?> record) {
        var headers = new LinkedHashMap<String, @Nullable String>();
        record.headers()
                .forEach(header ->
                        headers.put(header.key(), header.value() == null ? null : new String(header.value(), UTF_8)));
        return headers;
    }

    private ParkedMessage parked(ResultSet row) throws SQLException {
        long sequence = row.getLong("sequence");
        return new ParkedMessage(
                row.getLong("id"),
                ParkedMessage.Status.valueOf(row.getString("status")),
                row.getString("reason"),
                row.getString("source"),
                row.getString("order_id"),
                sequence == 0 ? null : sequence,
                row.getInt("attempts"),
                row.getTimestamp("parked_at").toInstant(),
                record(row));
    }

    private ConsumerRecord<String, byte[]> record(ResultSet row) throws SQLException {
        var headers = new RecordHeaders();
        Map<String, @Nullable String> stored = json.readValue(row.getString("headers"), HEADERS);
        stored.forEach((name, value) -> headers.add(name, value == null ? null : value.getBytes(UTF_8)));
        byte @Nullable [] payload = row.getBytes("payload");
        return new ConsumerRecord<>(
                Objects.requireNonNull(row.getString("topic")),
                row.getInt("partition_no"),
                row.getLong("offset_no"),
                row.getTimestamp("parked_at").getTime(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                row.getString("message_key"),
                payload,
                headers,
                Optional.empty());
    }
}
