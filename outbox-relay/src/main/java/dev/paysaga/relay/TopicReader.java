package dev.paysaga.relay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads parts of topics, up to what was committed when the reading began. */
final class TopicReader implements AutoCloseable {

    private static final Duration STALL_MAX = Duration.ofSeconds(30);

    private final KafkaConsumer<byte[], byte[]> consumer;

    TopicReader(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * A part of a partition.
     *
     * @param begin first offset
     * @param end offset after the last one
     */
    record Part(TopicPartition partition, long begin, long end) {

        long offsets() {
            return end - begin;
        }

        /** The last {@code count} offsets. */
        Part tail(long count) {
            return new Part(partition, Math.max(begin, end - count), end);
        }
    }

    /** What the topics hold now, a part for each partition that holds anything. */
    List<Part> parts(List<String> topics) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        return partitions.stream()
                .map(partition ->
                        new Part(partition, begins.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L)))
                .filter(part -> part.offsets() > 0)
                .toList();
    }

    /**
     * Hands over every committed record of the parts.
     *
     * @throws IllegalStateException if nothing moves for 30 s
     */
    void read(List<Part> parts, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        consumer.assign(parts.stream().map(Part::partition).toList());
        parts.forEach(part -> consumer.seek(part.partition(), part.begin()));
        long before = Long.MAX_VALUE;
        long movedAt = System.nanoTime();
        long missing = missing(parts);
        while (missing > 0) {
            if (missing < before) {
                before = missing;
                movedAt = System.nanoTime();
            } else if (System.nanoTime() - movedAt > STALL_MAX.toNanos()) {
                throw new IllegalStateException("Reading " + parts + " stands still, " + missing + " before its end.");
            }
            consumer.poll(Duration.ofMillis(100)).forEach(sink);
            missing = missing(parts);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private long missing(List<Part> parts) {
        return parts.stream()
                .mapToLong(part -> Math.max(0, part.end() - consumer.position(part.partition())))
                .sum();
    }
}
