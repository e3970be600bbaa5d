package dev.paysaga.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row as a service would write it. */
record OutboxRow(
        String eventId,
        String aggregateType,
        String orderId,
        long sequence,
        @Nullable String traceparent,
        @Nullable String repeat,
        String payload) {

    /** The {@code sequence}-th event of an order; its id follows from the two. */
    static OutboxRow of(String aggregateType, String orderId, long sequence) {
        String name = aggregateType + orderId + "#" + sequence;
        return new OutboxRow(
                UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString(),
                aggregateType,
                orderId,
                sequence,
                null,
                null,
                "{\"orderId\":\"" + orderId + "\",\"n\":" + sequence + ",\"pad\":\"" + "x".repeat(200) + "\"}");
    }

    OutboxRow withPayload(String text) {
        return new OutboxRow(eventId, aggregateType, orderId, sequence, traceparent, repeat, text);
    }

    OutboxRow withTraceparent(String text) {
        return new OutboxRow(eventId, aggregateType, orderId, sequence, text, repeat, payload);
    }

    OutboxRow repeated(int number) {
        return new OutboxRow(eventId, aggregateType, orderId, sequence, traceparent, Integer.toString(number), payload);
    }

    String topic() {
        return aggregateType + ".events.v1";
    }

    List<@Nullable Object> columns() {
        return Arrays.asList(
                eventId,
                aggregateType,
                orderId,
                "paysaga." + aggregateType + ".tested.v1",
                Long.toString(sequence),
                "/paysaga/" + aggregateType + "-service",
                "2026-11-20T12:00:00.123456Z",
                "1.0",
                "https://paysaga.dev/schemas/tested.v1.json",
                "application/json",
                traceparent,
                repeat,
                repeat == null ? 0 : Integer.parseInt(repeat),
                payload);
    }
}
