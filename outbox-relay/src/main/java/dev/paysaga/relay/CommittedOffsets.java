package dev.paysaga.relay;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;
import org.jspecify.annotations.NullUnmarked;

/**
 * What the engine asks for its position: always the latest one that a Kafka transaction has committed.
 *
 * <p>The engine's own writes are ignored, since the position travels with the events. Public, with a constructor without
 * arguments, because Debezium makes it by name; it finds its session's positions by the session's id.
 */
@NullUnmarked // Connect's interface speaks of nothing as null
public final class CommittedOffsets implements OffsetBackingStore {

    static final String SESSION = "paysaga.relay.session";

    private static final AtomicLong COUNT = new AtomicLong();

    private static final Map<String, Map<ByteBuffer, ByteBuffer>> SESSIONS = new ConcurrentHashMap<>();

    private Map<ByteBuffer, ByteBuffer> committed = Map.of();

    /** For Debezium. */
    public CommittedOffsets() {}

    /** Makes a session's positions known; the engine is to be built with the returned id as {@link #SESSION}. */
    static String open(Map<ByteBuffer, ByteBuffer> committed) {
        String session = "session-" + COUNT.incrementAndGet();
        SESSIONS.put(session, committed);
        return session;
    }

    static void close(String session) {
        SESSIONS.remove(session);
    }

    @Override
    public void configure(WorkerConfig config) {
        String session = config.originalsStrings().get(SESSION);
        Map<ByteBuffer, ByteBuffer> found = session == null ? null : SESSIONS.get(session);
        if (found == null) {
            throw new IllegalStateException("The engine was built for session " + session + ", which is not open.");
        }
        committed = found;
    }

    @Override
    public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        Map<ByteBuffer, ByteBuffer> found = new HashMap<>();
        keys.forEach(key -> found.put(key, committed.get(key)));
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, Callback<Void> callback) {
        callback.onCompletion(null, null);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connectorName) {
        return Set.of();
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}
}
