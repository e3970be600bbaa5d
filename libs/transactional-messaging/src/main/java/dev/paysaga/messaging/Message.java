package dev.paysaga.messaging;

import dev.paysaga.events.SagaEvent;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event as it arrived.
 *
 * @param sequence its number among this source's events of this order, from 1
 * @param event empty when the type is none that this service knows
 * @param traceparent W3C trace context, absent when the sender had none
 * @param record where and how it arrived
 */
record Message<E extends SagaEvent>(
        String eventId,
        String source,
        String orderId,
        long sequence,
        String type,
        Optional<E> event,
        @Nullable String traceparent,
        ConsumerRecord<String, byte[]> record) {

    Message<E> withEvent(Optional<E> decoded) {
        return new Message<>(eventId, source, orderId, sequence, type, decoded, traceparent, record);
    }

    @Override
    public String toString() {
        return type + " #" + sequence + " of order " + orderId + " (" + eventId + ", " + record.topic() + "-"
                + record.partition() + "@" + record.offset() + ")";
    }
}
