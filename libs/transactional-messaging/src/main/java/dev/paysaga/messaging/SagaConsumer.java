package dev.paysaga.messaging;

import dev.paysaga.events.SagaEvent;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes what was polled from one topic. All of it in one transaction when nothing goes wrong; message by message when
 * something does, each tried a few times with back-off and jitter, and then parked.
 *
 * <p>Parking needs the database. While that is away nothing is parked and nothing skipped: the exception goes to the
 * container, which polls the same messages again.
 */
final class SagaConsumer<E extends SagaEvent> implements BatchMessageListener<String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(SagaConsumer.class);

    private final MessageHandler<E> handler;
    private final ParkedMessages parked;
    private final TransactionTemplate transaction;
    private final Backoff backoff;

    SagaConsumer(
            MessageHandler<E> handler,
            ParkedMessages parked,
            PlatformTransactionManager transactionManager,
            Backoff backoff) {
        this.handler = handler;
        this.parked = parked;
        this.transaction = new TransactionTemplate(transactionManager);
        this.backoff = backoff;
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        if (!handledTogether(records)) {
            records.forEach(this::handleAlone);
        }
    }

    @SuppressWarnings("ThrowableNotAtTopOfStack") // whatever went wrong together is said when it goes wrong alone
    private boolean handledTogether(List<ConsumerRecord<String, byte[]>> records) {
        try {
            var messages = records.stream().map(handler::read).toList();
            transaction.executeWithoutResult(_ -> park(handler.handle(messages)));
            return true;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throwIfDatabaseIsAway(e);
            log.debug("{} messages cannot be handled together, going one by one", records.size(), e);
            return false;
        }
    }

    private void handleAlone(ConsumerRecord<String, byte[]> record) {
        for (int attempt = 1; ; attempt++) {
            try {
                Message<E> message = handler.read(record);
                transaction.executeWithoutResult(_ -> park(handler.handle(List.of(message))));
                return;
            } catch (MalformedMessageException e) {
                fail(record, e);
                return;
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                throwIfDatabaseIsAway(e);
                if (backoff.isExhaustedAfter(attempt)) {
                    fail(record, e);
                    return;
                }
                log.warn("Attempt {} at {} failed, trying again: {}", attempt, where(record), e.toString());
                backoff.pauseAfter(attempt);
            }
        }
    }

    private void park(List<Message<E>> early) {
        early.forEach(message -> {
            parked.parkEarly(message);
            handler.count("early");
        });
    }

    private void fail(ConsumerRecord<String, byte[]> record, Throwable why) {
        log.error("Parked {}; later messages of its order wait for it", where(record), why);
        parked.parkFailed(handler, record, why);
        handler.count("parked");
    }

    /** A message is to blame only when the database could have taken it. */
    private static void throwIfDatabaseIsAway(Throwable e) {
        if (DatabaseFailure.isAway(e)) {
            throw new IllegalStateException("The database is away; the messages will be polled again", e);
        }
    }

    private static String where(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset() + " (order " + record.key() + ")";
    }
}
