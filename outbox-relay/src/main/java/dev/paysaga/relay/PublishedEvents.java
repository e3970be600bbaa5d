package dev.paysaga.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that are on the topics already, for a snapshot after the position or its binlog was lost: what the topics
 * have is not sent again. Empty topics, the case of a first start, cost a few requests.
 */
final class PublishedEvents {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedEvents.class);

    private final Set<String> ids;

    private PublishedEvents(Set<String> ids) {
        this.ids = ids;
    }

    /**
     * Reads the event ids of the topics.
     *
     * @param limit most events to hold; above it nothing is compared, so that a snapshot repeats rather than loses, and
     *     this is said as an error
     */
    static PublishedEvents read(KafkaClients clients, List<String> topics, int limit) {
        try (TopicReader reader = new TopicReader(clients.reader())) {
            List<TopicReader.Part> parts = reader.parts(topics);
            long offsets = parts.stream().mapToLong(TopicReader.Part::offsets).sum();
            if (offsets > limit) {
                LOG.error(
                        "A snapshot is needed and the topics hold up to {} events, more than the {} that are compared: every"
                                + " outbox row is sent, and those already sent are sent a second time. Consumers drop them"
                                + " by ce_id. Raise paysaga.relay.engine.snapshot-compare-limit to avoid this.",
                        offsets,
                        limit);
                return new PublishedEvents(Set.of());
            }
            Set<String> ids = new HashSet<>();
            reader.read(parts, event -> ids.add(id(text(event, "ce_id"), text(event, "ce_repeat"))));
            return new PublishedEvents(ids);
        }
    }

    boolean contains(OutboxEvent event) {
        return ids.contains(id(event.eventId(), event.repeat()));
    }

    int size() {
        return ids.size();
    }

    /** A deliberate repeat is an event of its own here. */
    private static String id(@Nullable String eventId, @Nullable String repeat) {
        return repeat == null ? String.valueOf(eventId) : eventId + "#" + repeat;
    }

    private static @Nullable String text(ConsumerRecord<byte[], byte[]> event, String name) {
        Header header = event.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }
}
