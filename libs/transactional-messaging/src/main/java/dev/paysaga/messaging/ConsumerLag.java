package dev.paysaga.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * How far a consumer group is behind, as the broker knows it: true also when no consumer of the group runs. Needs no
 * right that the group's consumers have not.
 */
final class ConsumerLag {

    private static final int SECONDS = 5;

    private final Map<String, Object> settings;
    private final String group;
    private @Nullable Admin admin;

    /** @param settings of a Kafka admin client */
    ConsumerLag(Map<String, Object> settings, String group) {
        this.settings = Map.copyOf(settings);
        this.group = group;
    }

    /**
     * The events of each topic that the group has not committed, give or take those of the last commit's pause. A partition
     * without a commit counts from its beginning.
     *
     * @throws IllegalStateException when the broker does not answer within about five seconds
     */
    Map<String, Long> byTopic(List<String> topics) {
        List<TopicPartition> partitions = partitions(topics);
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> next = new HashMap<>();
        answer(client().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        next.put(partition, offset.offset());
                    }
                });
        List<TopicPartition> without = partitions.stream()
                .filter(partition -> !next.containsKey(partition))
                .toList();
        if (!without.isEmpty()) {
            next.putAll(offsets(without, OffsetSpec.earliest()));
        }
        Map<String, Long> behind = new HashMap<>();
        topics.forEach(topic -> behind.put(topic, 0L));
        for (TopicPartition partition : partitions) {
            behind.merge(partition.topic(), events(ends.get(partition), next.get(partition)), Long::sum);
        }
        return behind;
    }

    /** The relay writes in transactions, and the mark that ends one takes an offset that no consumer ever commits. */
    private static long events(@Nullable Long end, @Nullable Long next) {
        return end == null || next == null ? 0 : Math.max(0, end - next - 1);
    }

    private List<TopicPartition> partitions(List<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        answer(client().describeTopics(topics).allTopicNames()).forEach((topic, description) -> {
            for (TopicPartitionInfo partition : description.partitions()) {
                partitions.add(new TopicPartition(topic, partition.partition()));
            }
        });
        return partitions;
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
        var committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        var asked = partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> which));
        return answer(client().listOffsets(asked, committed).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().offset()));
    }

    private synchronized Admin client() {
        if (admin == null) {
            admin = Admin.create(settings);
        }
        return admin;
    }

    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The broker does not say how far the group is", e);
        }
    }
}
