package dev.paysaga.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Messages as they come from the topic, in all their shapes. */
final class Records {

    static final String TOPIC = "payment.events.v1";
    private static final AtomicLong OFFSET = new AtomicLong();

    private Records() {}

    /** The event number {@code sequence} of an order; its id is made of both, its amount is the sequence. */
    static ConsumerRecord<String, byte[]> event(String order, long sequence) {
        return record(order, headers(order, sequence), body(order, sequence));
    }

    static Map<String, String> headers(String order, long sequence) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_id", id(order, sequence));
        headers.put("ce_type", "paysaga.payment.completed.v1");
        headers.put("ce_source", "/paysaga/payment-service");
        headers.put("ce_specversion", "1.0");
        headers.put("ce_time", "2030-01-02T03:04:05Z");
        headers.put("ce_subject", order);
        headers.put("ce_sequence", Long.toString(sequence));
        headers.put("content-type", "application/json");
        return headers;
    }

    static String id(String order, long sequence) {
        return UUID.nameUUIDFromBytes((order + sequence).getBytes(UTF_8)).toString();
    }

    static String body(String order, long amount) {
        return "{\"orderId\":\"" + order + "\",\"amount\":" + amount
                + ",\"currency\":\"KRW\",\"completedAt\":\"2030-01-02T03:04:05Z\",\"added\":\"later\"}";
    }

    static ConsumerRecord<String, byte[]> record(String key, Map<String, String> headers, String body) {
        return record(key, headers, body.getBytes(UTF_8));
    }

    static ConsumerRecord<String, byte[]> record(String key, Map<String, String> headers, byte[] body) {
        var added = new RecordHeaders();
        headers.forEach((name, value) -> added.add(name, value.getBytes(UTF_8)));
        return new ConsumerRecord<>(
                TOPIC,
                0,
                OFFSET.getAndIncrement(),
                0,
                TimestampType.CREATE_TIME,
                0,
                body.length,
                key,
                body,
                added,
                Optional.empty());
    }
}
