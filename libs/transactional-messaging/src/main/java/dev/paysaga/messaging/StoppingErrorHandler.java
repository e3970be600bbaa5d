package dev.paysaga.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * What happens when taking messages itself fails.
 *
 * <p>The listener failed (the database is away): the same messages are polled again after a pause. Anything else (a
 * commit that failed after a rebalance, say): the container stops and is started anew from the committed offsets,
 * because spring-kafka 4.1 would drop the batch that it holds and go on with the next one.
 */
final class StoppingErrorHandler implements CommonErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(StoppingErrorHandler.class);

    private final Duration pause;

    StoppingErrorHandler(Duration pause) {
        this.pause = pause;
    }

    @Override
    public void handleBatch(
            Exception failure,
            ConsumerRecords<?, ?> records,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable invokeListener) {
        log.warn(
                "Could not take {} messages, polling them again in {} ms: {}",
                records.count(),
                pause.toMillis(),
                failure.toString());
        sleep();
        var first = firstOffsets(records);
        first.keySet().retainAll(consumer.assignment()); // the others are somebody else's now
        first.forEach(consumer::seek);
    }

    @Override
    public void handleOtherException(
            Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        log.error("The consumer failed outside a listener; stopping it, to begin again at the last commit", failure);
        container.stopAbnormally(() -> {});
    }

    @Override
    public boolean isAckAfterHandle() {
        return false;
    }

    private void sleep() {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<TopicPartition, Long> firstOffsets(ConsumerRecords<?, ?> records) {
        var first = new HashMap<TopicPartition, Long>();
        records.forEach(record ->
                first.merge(new TopicPartition(record.topic(), record.partition()), record.offset(), Math::min));
        return first;
    }
}
