package dev.paysaga.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;
import org.apache.kafka.connect.storage.OffsetStorageReaderImpl;
import org.apache.kafka.connect.storage.OffsetStorageWriter;
import org.apache.kafka.connect.util.Callback;
import org.junit.jupiter.api.Test;

/** The stored bytes are those that Connect's own writer makes, and its own reader reads them. */
class OffsetCodecTest {

    private static final Map<String, String> PARTITION = Map.of("server", "paysaga");

    @Test
    void keyAndValueAreConnects() throws Exception {
        Map<String, Object> offset = new LinkedHashMap<>();
        offset.put("file", "binlog.000012");
        offset.put("pos", 4711L);
        offset.put("gtids", "8f6c:1-17");
        Recorded connects = new Recorded();
        OffsetStorageWriter writer =
                new OffsetStorageWriter(connects, "paysaga-relay", converter(true), converter(false));
        writer.offset(PARTITION, offset);
        writer.beginFlush();
        writer.doFlush((_, _) -> {}).get();

        OffsetCodec codec = new OffsetCodec("paysaga-relay");
        assertThat(new String(codec.key(PARTITION), UTF_8)).isEqualTo("[\"paysaga-relay\",{\"server\":\"paysaga\"}]");
        assertThat(connects.values)
                .containsExactly(
                        Map.entry(ByteBuffer.wrap(codec.key(PARTITION)), ByteBuffer.wrap(codec.value(offset))));
        assertThat(new OffsetStorageReaderImpl(connects, "paysaga-relay", converter(true), converter(false))
                        .offset(PARTITION))
                .isEqualTo(offset);
    }

    private static JsonConverter converter(boolean forKeys) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", "false"), forKeys);
        return converter;
    }

    private static final class Recorded extends MemoryOffsetBackingStore {
        private final Map<ByteBuffer, ByteBuffer> values = new HashMap<>();

        Recorded() {
            start();
        }

        @Override
        public Future<Void> set(Map<ByteBuffer, ByteBuffer> added, Callback<Void> callback) {
            values.putAll(added);
            return super.set(added, callback);
        }

        @Override
        public void configure(WorkerConfig config) {}

        @Override
        public java.util.Set<Map<String, Object>> connectorPartitions(String connectorName) {
            return java.util.Set.copyOf(List.of());
        }
    }
}
