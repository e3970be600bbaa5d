package dev.paysaga.messaging;

import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A message that could not be handled, whole.
 *
 * @param orderId absent when the message could not be read
 * @param sequence absent when the message could not be read
 * @param attempts how often it was tried again since it was parked
 */
public record ParkedMessage(
        long id,
        Status status,
        String reason,
        @Nullable String source,
        @Nullable String orderId,
        @Nullable Long sequence,
        int attempts,
        Instant parkedAt,
        ConsumerRecord<String, byte[]> record) {

    /** Where a parked message stands. */
    public enum Status {
        /** An earlier message of its order has not been handled. */
        WAITING,
        /** It was tried in vain. */
        FAILED,
        /** It has been handled in the end. */
        RESOLVED;

        static final Set<Status> OPEN = Set.of(WAITING, FAILED);
    }
}
