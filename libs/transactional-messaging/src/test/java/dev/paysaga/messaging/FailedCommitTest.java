package dev.paysaga.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/**
 * The first commit meets a rebalance and is made up for after the next poll; that fails, too. The batch of that poll is
 * then in nobody's hands: the stock error handler goes on with the one after it, ours begins again at the last commit.
 */
class FailedCommitTest {

    private static final TopicPartition PARTITION = new TopicPartition(Records.TOPIC, 0);
    private static final int BATCH = 5;
    private static final int MESSAGES = 15;

    private final List<Long> seen = new CopyOnWriteArrayList<>();
    private final AtomicLong committed = new AtomicLong();
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger consumers = new AtomicInteger();

    enum Failure {
        COMMIT_FAILED,
        TIMEOUT;

        RuntimeException exception() {
            return switch (this) {
                case COMMIT_FAILED -> new CommitFailedException("rebalanced");
                case TIMEOUT -> new TimeoutException("no answer");
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStockHandlerSkipsABatch(Failure failure) {
        var container = container(failure, new DefaultErrorHandler());
        container.start();
        await("the last message").until(() -> seen.contains(MESSAGES - 1L));
        container.stop();

        assertThat(seen).as("why there is a handler of our own").doesNotContain(5L, 6L, 7L, 8L, 9L);
    }

    @ParameterizedTest
    @EnumSource
    void oursStopsAndBeginsAgainAtTheLastCommit(Failure failure) {
        var parked =
                new ParkedMessages(new ParkedMessageTable(TestDatabase.get().jdbc), TestDatabase.get().transactions);
        var consumersOfService =
                new SagaConsumers(List.of(container(failure, new StoppingErrorHandler(Duration.ofMillis(10)))), parked);
        consumersOfService.start();
        await("everything is committed").until(() -> committed.get() == MESSAGES);
        consumersOfService.stop();

        assertThat(consumers).as("started again by itself").hasValue(2);
        assertThat(seen.stream().distinct()).as("nothing skipped, in order").containsExactlyElementsOf(all());
    }

    private static List<Long> all() {
        return LongStream.range(0, MESSAGES).boxed().toList();
    }

    private KafkaMessageListenerContainer<String, byte[]> container(Failure failure, CommonErrorHandler handler) {
        var settings = new ContainerProperties(Records.TOPIC);
        settings.setGroupId("test");
        settings.setPollTimeout(50);
        settings.setAckMode(ContainerProperties.AckMode.BATCH);
        settings.setMessageListener(
                (BatchMessageListener<String, byte[]>) records -> records.forEach(record -> seen.add(record.offset())));
        var container = new KafkaMessageListenerContainer<>(new MockFactory(failure), settings);
        container.setBeanName("test");
        container.setCommonErrorHandler(handler);
        return container;
    }

    private final class MockFactory implements ConsumerFactory<String, byte[]> {

        private final Failure failure;

        MockFactory(Failure failure) {
            this.failure = failure;
        }

        @Override
        public Consumer<String, byte[]> createConsumer(
                @Nullable String groupId,
                @Nullable String clientIdPrefix,
                @Nullable String clientIdSuffix,
                @Nullable Properties properties) {
            consumers.incrementAndGet();
            return new BatchingConsumer(failure);
        }

        @Override
        public Map<String, Object> getConfigurationProperties() {
            return Map.of("auto.offset.reset", "earliest"); // otherwise the container commits when it is assigned
        }

        @Override
        public boolean isAutoCommit() {
            return false;
        }
    }

    /** Gives five messages a poll, beginning at the last commit of the group. */
    private final class BatchingConsumer extends MockConsumer<String, byte[]> {

        private final Failure failure;
        private long next = committed.get();

        BatchingConsumer(Failure failure) {
            super("earliest");
            this.failure = failure;
        }

        @Override
        public synchronized void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
            super.subscribe(topics, listener);
            updateBeginningOffsets(Map.of(PARTITION, next));
            schedulePollTask(() -> {
                rebalance(List.of(PARTITION));
                seek(PARTITION, next);
            });
            for (long from = next; from < MESSAGES; from += BATCH) {
                schedulePollTask(this::addBatch);
            }
        }

        private void addBatch() {
            var batch = new ArrayList<ConsumerRecord<String, byte[]>>();
            for (int i = 0; i < BATCH; i++) {
                batch.add(new ConsumerRecord<>(Records.TOPIC, 0, next++, "key", new byte[0]));
            }
            batch.forEach(this::addRecord);
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            switch (commits.incrementAndGet()) {
                case 1 -> throw new RebalanceInProgressException("rebalancing");
                case 2 -> throw failure.exception();
                default -> {
                    super.commitSync(offsets, timeout);
                    offsets.values().forEach(offset -> committed.set(offset.offset()));
                }
            }
        }
    }
}
