package dev.paysaga.relay;

import java.nio.ByteBuffer;
import java.util.Map;

/** Commits positions with the events, and then lets the engine see them. */
final class PositionStore {

    private final OffsetCodec codec;
    private final TransactionalPublisher publisher;
    private final Map<ByteBuffer, ByteBuffer> committed;

    /** @param committed what the engine's {@link CommittedOffsets} answers from */
    PositionStore(OffsetCodec codec, TransactionalPublisher publisher, Map<ByteBuffer, ByteBuffer> committed) {
        this.codec = codec;
        this.publisher = publisher;
        this.committed = committed;
    }

    void commit(SourceOffset offset) {
        byte[] key = codec.key(offset.partition());
        byte[] value = codec.value(offset.offset());
        publisher.commit(key, value);
        committed.put(ByteBuffer.wrap(key), ByteBuffer.wrap(value));
    }
}
