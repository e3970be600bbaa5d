package dev.paysaga.relay;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The compacted topic that holds the committed position, written in the transactions of the events. */
final class PositionTopic {

    /** The newest record is nearly always among the last ones; only where it is not is the whole topic read. */
    private static final long TAIL = 1_000;

    private final KafkaClients clients;
    private final String topic;

    PositionTopic(KafkaClients clients, String topic) {
        this.clients = clients;
        this.topic = topic;
    }

    /**
     * The latest committed value of each key, at least of the one asked for. Right only after the caller's producer has fenced its predecessor: before
     * that, a transaction could still be committed behind what was read.
     */
    Map<ByteBuffer, ByteBuffer> read(byte[] key) {
        try (TopicReader reader = new TopicReader(clients.reader())) {
            List<TopicReader.Part> whole = reader.parts(List.of(topic));
            Map<ByteBuffer, ByteBuffer> found =
                    read(reader, whole.stream().map(part -> part.tail(TAIL)).toList());
            return found.containsKey(ByteBuffer.wrap(key)) ? found : read(reader, whole);
        }
    }

    private static Map<ByteBuffer, ByteBuffer> read(TopicReader reader, List<TopicReader.Part> parts) {
        Map<ByteBuffer, ByteBuffer> latest = new ConcurrentHashMap<>();
        reader.read(parts, position -> {
            ByteBuffer key = ByteBuffer.wrap(position.key());
            if (position.value() == null) {
                latest.remove(key);
            } else {
                latest.put(key, ByteBuffer.wrap(position.value()));
            }
        });
        return latest;
    }
}
