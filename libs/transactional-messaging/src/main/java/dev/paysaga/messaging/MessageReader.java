package dev.paysaga.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.events.OrderId;
import dev.paysaga.events.SagaEvent;
import dev.paysaga.events.Topic;
import dev.paysaga.tracing.Traceparent;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads a Kafka record as an event: CloudEvents attributes from the headers (binary mode), the body as JSON. */
final class MessageReader<E extends SagaEvent> {

    private static final int LONGEST_EVENT_ID = 36;
    private static final int LONGEST_SOURCE = 64;
    private static final int LONGEST_ORDER_ID = 64;
    private static final int LONGEST_TYPE = 128;
    private static final int LONGEST_SEQUENCE = 18; // no more digits than a long always holds
    private static final Pattern SEQUENCE = Pattern.compile("[1-9][0-9]*");

    private final Topic<E> topic;
    private final EventCodec codec;

    MessageReader(Topic<E> topic, EventCodec codec) {
        this.topic = topic;
        this.codec = codec;
    }

    /** @throws MalformedMessageException when an attribute is missing or the body is not what its type promises */
    Message<E> read(ConsumerRecord<String, byte[]> record) {
        Message<E> message = envelope(record);
        if (record.value() == null) {
            throw new MalformedMessageException("The message has no body");
        }
        Optional<E> event = codec.decode(topic, message.type(), record.value());
        if (event.isPresent() && !event.get().orderId().value().equals(message.orderId())) {
            throw new MalformedMessageException("The body is about another order than ce_subject says");
        }
        return message.withEvent(event);
    }

    /**
     * Reads the attributes alone.
     *
     * @throws MalformedMessageException when one is missing
     */
    Message<E> envelope(ConsumerRecord<String, byte[]> record) {
        String eventId = required(record, "ce_id", LONGEST_EVENT_ID);
        String type = required(record, "ce_type", LONGEST_TYPE);
        String source = required(record, "ce_source", LONGEST_SOURCE);
        String orderId = required(record, "ce_subject", LONGEST_ORDER_ID);
        if (!OrderId.isOrderId(orderId)) {
            throw new MalformedMessageException("ce_subject is not an order id");
        }
        return new Message<>(
                eventId, source, orderId, sequence(record), type, Optional.empty(), traceparent(record), record);
    }

    private static long sequence(ConsumerRecord<String, byte[]> record) {
        String text = required(record, "ce_sequence", LONGEST_SEQUENCE);
        if (!SEQUENCE.matcher(text).matches()) {
            throw new MalformedMessageException("ce_sequence is not a number from 1: " + text);
        }
        return Long.parseLong(text);
    }

    private static @Nullable String traceparent(ConsumerRecord<String, byte[]> record) {
        String text = header(record, Traceparent.KEY);
        return text != null && Traceparent.isTraceparent(text) ? text : null;
    }

    private static String required(ConsumerRecord<String, byte[]> record, String name, int longest) {
        String text = header(record, name);
        if (text == null || text.isEmpty()) {
            throw new MalformedMessageException("The header " + name + " is missing");
        }
        if (text.length() > longest || !text.chars().allMatch(c -> c > 32 && c < 127)) {
            throw new MalformedMessageException(
                    "The header " + name + " is longer than " + longest + " or not plain ASCII");
        }
        return text;
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
