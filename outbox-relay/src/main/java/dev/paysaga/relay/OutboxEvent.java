package dev.paysaga.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * An outbox row as it goes on the wire, by the rules of Debezium's EventRouter: topic from {@code aggregatetype}, key from
 * {@code aggregateid}, value is {@code payload}, the other columns are headers. All text is UTF-8, unchanged.
 *
 * @param eventId the row's {@code event_id}
 * @param type the row's {@code type}
 * @param repeat the row's {@code ce_repeat}: null unless the event is repeated on purpose
 * @param traceparent the row's {@code traceparent}: the trace context in which it was announced, if there was one
 * @param message headers are in wire order; a column that is NULL has none
 */
record OutboxEvent(
        String eventId,
        String type,
        @Nullable String repeat,
        @Nullable String traceparent,
        ProducerRecord<byte[], byte[]> message) {

    /** Column and header, in wire order. */
    private static final List<Attribute> ATTRIBUTES = List.of(
            new Attribute("event_id", "ce_id", true),
            new Attribute("type", "ce_type", true),
            new Attribute("source", "ce_source", true),
            new Attribute("specversion", "ce_specversion", true),
            new Attribute("time", "ce_time", true),
            new Attribute("aggregateid", "ce_subject", true),
            new Attribute("sequence", "ce_sequence", true),
            new Attribute("dataschema", "ce_dataschema", true),
            new Attribute("contenttype", "content-type", true),
            new Attribute("traceparent", "traceparent", false),
            new Attribute("ce_repeat", "ce_repeat", false));

    private record Attribute(String column, String header, boolean required) {}

    /**
     * Reads a row's columns.
     *
     * @param row the row after the insert
     * @throws UnsendableRow if a column that every event needs is missing or NULL
     */
    static OutboxEvent of(Struct row) {
        List<Header> headers = ATTRIBUTES.stream()
                .filter(attribute -> attribute.required() || text(row, attribute.column()) != null)
                .<Header>map(attribute -> new RecordHeader(
                        attribute.header(), required(row, attribute.column()).getBytes(UTF_8)))
                .toList();
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
                required(row, "aggregatetype") + ".events.v1",
                null,
                required(row, "aggregateid").getBytes(UTF_8),
                required(row, "payload").getBytes(UTF_8),
                headers);
        return new OutboxEvent(
                required(row, "event_id"),
                required(row, "type"),
                text(row, "ce_repeat"),
                text(row, "traceparent"),
                message);
    }

    /** The headers in the notation of an EventRouter, {@code column:header:name}, in wire order. */
    static String headerPlacement() {
        return ATTRIBUTES.stream()
                .map(attribute -> attribute.column() + ":header:" + attribute.header())
                .collect(Collectors.joining(","));
    }

    String topic() {
        return message.topic();
    }

    /** Size of the payload, bytes. */
    int size() {
        return message.value().length;
    }

    private static String required(Struct row, String column) {
        String text = text(row, column);
        if (text == null) {
            throw new UnsendableRow("its column " + column + " is missing or NULL");
        }
        return text;
    }

    private static @Nullable String text(Struct row, String column) {
        Field field = row.schema().field(column);
        return field == null ? null : Objects.toString(row.get(field), null);
    }

    /** A row that no retry could send. */
    static final class UnsendableRow extends RuntimeException {
        UnsendableRow(String reason) {
            super(reason);
        }
    }
}
