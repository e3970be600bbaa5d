package dev.paysaga.messaging;

import dev.paysaga.events.SagaEvent;
import dev.paysaga.events.Topic;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** Makes the Kafka consumer of one topic, with every setting that our guarantees rest on said here. */
final class ContainerFactory {

    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_COMMITS = Duration.ofMillis(250);

    /** An offset that is due waits at most for so long. */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(1);

    private final MessagingProperties properties;
    private final KafkaProperties kafka;

    ContainerFactory(MessagingProperties properties, KafkaProperties kafka) {
        this.properties = properties;
        this.kafka = kafka;
    }

    <E extends SagaEvent> AbstractMessageListenerContainer<String, byte[]> container(
            Topic<E> topic, BatchMessageListener<String, byte[]> consumer) {
        var settings = new ContainerProperties(topic.kafkaName());
        settings.setGroupId(properties.service());
        settings.setMessageListener(consumer);
        // Offsets only save work after a restart; what has been handled is what the inbox says. So they are not written
        // for every batch, which would cost a request to the broker each, but a few times a second.
        settings.setAckMode(ContainerProperties.AckMode.TIME);
        settings.setAckTime(BETWEEN_COMMITS.toMillis());
        settings.setPollTimeout(LONGEST_POLL.toMillis());
        settings.setSyncCommits(true);
        settings.setSyncCommitTimeout(LONGEST_COMMIT);
        settings.setMissingTopicsFatal(false);
        var container = new KafkaMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<String, byte[]>(consumerSettings()), settings);
        container.setBeanName(topic.kafkaName());
        container.setCommonErrorHandler(new StoppingErrorHandler(properties.longestPause()));
        container.setAutoStartup(false);
        return container;
    }

    private Map<String, Object> consumerSettings() {
        var settings = kafka.buildConsumerProperties();
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // The relay writes events in transactions; what it took back must not be seen.
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // A group that lost its offsets begins at the beginning: the inbox knows what it has, "latest" would lose.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.batchSize());
        return settings;
    }
}
