package dev.paysaga.messaging;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.transaction.PlatformTransactionManager;

/** Gives a service its outbox, and a consumer for each {@link SagaListener} that it declares. */
@AutoConfiguration
@EnableConfigurationProperties(MessagingProperties.class)
@Import(ParkedMessageController.class)
public class MessagingAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    EventIds eventIds() {
        return UuidCreator::getTimeOrderedEpoch;
    }

    @Bean
    EventCodec eventCodec() {
        return new EventCodec();
    }

    @Bean
    UnitOfWork unitOfWork(PlatformTransactionManager transactionManager) {
        return new UnitOfWork(transactionManager);
    }

    @Bean
    Outbox outbox(JdbcTemplate jdbc, EventCodec codec, EventIds ids, Clock clock, MessagingProperties properties) {
        return new Outbox(jdbc, codec, ids, clock, properties.source());
    }

    @Bean
    ParkedMessages parkedMessages(JdbcTemplate jdbc, PlatformTransactionManager transactionManager) {
        return new ParkedMessages(new ParkedMessageTable(jdbc), transactionManager);
    }

    @Bean
    Forgetting forgetting(
            JdbcTemplate jdbc,
            UnitOfWork unitOfWork,
            MessagingProperties properties,
            ObjectProvider<OldRows> declared,
            Clock clock) {
        var retention = properties.retention();
        var byAge = new ArrayList<>(declared.orderedStream().toList());
        byAge.add(new OldRows("old_parked_message", "resolved_at", retention.parked()));
        return new Forgetting(jdbc, unitOfWork, new InboxPass(jdbc, unitOfWork, retention.inbox()), byAge, clock);
    }

    @Bean
    SagaConsumers sagaConsumers(
            ObjectProvider<SagaListener<?>> listeners,
            EventCodec codec,
            ParkedMessages parked,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactionManager,
            MeterRegistry meters,
            MessagingProperties properties,
            KafkaProperties kafka) {
        Backoff backoff = new Backoff(properties.attempts(), properties.firstPause(), properties.longestPause());
        Inbox inbox = new Inbox(jdbc);
        ContainerFactory factory = new ContainerFactory(properties, kafka);
        List<AbstractMessageListenerContainer<String, byte[]>> containers = new ArrayList<>();
        for (SagaListener<?> listener : listeners.orderedStream().toList()) {
            var handler = new MessageHandler<>(listener, codec, inbox, meters);
            parked.register(handler);
            containers.add(factory.container(
                    handler.topic(), new SagaConsumer<>(handler, parked, transactionManager, backoff)));
        }
        return new SagaConsumers(containers, parked);
    }

    @Bean
    Backlog backlog(
            ObjectProvider<SagaListener<?>> listeners,
            ParkedMessages parked,
            MeterRegistry meters,
            MessagingProperties properties,
            KafkaProperties kafka) {
        List<String> topics = listeners
                .orderedStream()
                .map(listener -> listener.topic().kafkaName())
                .toList();
        return new Backlog(new ConsumerLag(kafka.buildAdminProperties(), properties.service()), parked, topics, meters);
    }
}
