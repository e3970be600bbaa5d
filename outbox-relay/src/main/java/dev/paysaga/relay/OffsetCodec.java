package dev.paysaga.relay;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;

/**
 * Turns an engine's position into the bytes that Kafka Connect keeps in its offset topic, so that a Connect worker could
 * take over the topic: key {@code ["<connector>",{"server":"<prefix>"}]}, value the offset as JSON without schema.
 */
final class OffsetCodec {

    private final String connector;
    private final JsonConverter keys = new JsonConverter();
    private final JsonConverter values = new JsonConverter();

    /** @param connector the connector's name, Connect's namespace for positions */
    OffsetCodec(String connector) {
        this.connector = connector;
        Map<String, String> withoutSchemas = Map.of("schemas.enable", "false");
        keys.configure(withoutSchemas, true);
        values.configure(withoutSchemas, false);
    }

    byte[] key(Map<String, ?> partition) {
        return keys.fromConnectData(connector, null, List.of(connector, partition));
    }

    byte[] value(Map<String, ?> offset) {
        return values.fromConnectData(connector, null, offset);
    }

    /** The offset in stored bytes, as the engine will read it. */
    Map<String, ?> offset(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return offset(bytes);
    }

    /** The offset in stored bytes, as the engine will read it. */
    @SuppressWarnings("unchecked")
    Map<String, ?> offset(byte[] value) {
        return (Map<String, ?>) values.toConnectData(connector, value).value();
    }
}
