package dev.paysaga.messaging;

import dev.paysaga.events.SagaEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Messages that could not be handled when they came, kept until they can be.
 *
 * <p>An early message (an earlier one of its order is missing) is taken as soon as that one has been. A failed one is
 * taken again when an operator says so, when the service starts anew, since a new version may know better, and by itself
 * a few times with growing pauses; what waits behind it follows.
 */
public final class ParkedMessages {

    private static final Logger log = LoggerFactory.getLogger(ParkedMessages.class);

    private final ParkedMessageTable table;
    private final TransactionTemplate transaction;
    private final Map<String, MessageHandler<?>> handlers = new HashMap<>();

    ParkedMessages(ParkedMessageTable table, PlatformTransactionManager transactionManager) {
        this.table = table;
        this.transaction = new TransactionTemplate(transactionManager);
    }

    void register(MessageHandler<?> handler) {
        if (handlers.putIfAbsent(handler.topic().kafkaName(), handler) != null) {
            throw new IllegalStateException("There are two listeners for " + handler.topic()
                    + ", and each event would reach only one of them. Make them one.");
        }
    }

    /** Parks a message in the caller's transaction until its predecessor has been taken. */
    void parkEarly(Message<?> message) {
        table.insert(
                ParkedMessage.Status.WAITING,
                "Waiting for number " + (message.sequence() - 1) + " of this order",
                message.record(),
                Optional.of(message));
    }

    /** Parks a record that was tried in vain, in a transaction of its own. */
    <E extends SagaEvent> void parkFailed(
            MessageHandler<E> handler, ConsumerRecord<String, byte[]> record, Throwable why) {
        transaction.executeWithoutResult(
                _ -> table.insert(ParkedMessage.Status.FAILED, describe(why), record, envelope(handler, record)));
    }

    /** Takes every waiting message whose turn has come, and tries the failed ones whose pause is over. */
    void takeWhatIsDue() {
        table.failedLongEnough().forEach(this::take);
        takeWaiting();
    }

    private void takeWaiting() {
        List<Long> due = table.due();
        while (!due.isEmpty()) {
            long progress =
                    due.stream().filter(id -> take(id) == Outcome.RESOLVED).count();
            due = progress == 0 ? List.of() : table.due();
        }
    }

    /** Tries every failed message once more, in the order in which they were parked. */
    void takeFailedAgain() {
        table.failed().forEach(this::replay);
    }

    /** Tries one parked message again, and then what waits behind it. */
    public Outcome replay(long id) {
        Outcome outcome = take(id);
        takeWaiting();
        return outcome;
    }

    /** What is parked now, oldest first, at most 500. */
    public List<ParkedMessage> list() {
        return table.list();
    }

    /** How many are parked now, by what they wait for; every open status is there. */
    Map<ParkedMessage.Status, Long> countOpen() {
        return table.countOpen();
    }

    private Outcome take(long id) {
        try {
            Outcome outcome = transaction.execute(
                    _ -> table.lock(id).map(parked -> handle(parked)).orElse(Outcome.NOT_PARKED));
            return outcome == null ? Outcome.NOT_PARKED : outcome;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            if (DatabaseFailure.isAway(e)) {
                throw e;
            }
            log.error("Parked message {} could not be handled again", id, e);
            transaction.executeWithoutResult(_ -> table.markFailed(id, describe(e)));
            return Outcome.FAILED;
        }
    }

    private Outcome handle(ParkedMessage parked) {
        MessageHandler<?> handler = handlers.get(parked.record().topic());
        if (handler == null) {
            throw new IllegalStateException(
                    "Nobody here listens to " + parked.record().topic() + " any more");
        }
        if (!handled(handler, parked)) {
            table.markWaiting(parked.id());
            return Outcome.STILL_EARLY;
        }
        table.markResolved(parked.id());
        return Outcome.RESOLVED;
    }

    private static <E extends SagaEvent> boolean handled(MessageHandler<E> handler, ParkedMessage parked) {
        return handler.handle(List.of(handler.read(parked.record()))).isEmpty();
    }

    private static <E extends SagaEvent> Optional<Message<?>> envelope(
            MessageHandler<E> handler, ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(handler.envelope(record));
        } catch (MalformedMessageException _) {
            return Optional.empty();
        }
    }

    private static String describe(Throwable why) {
        String text = why.toString();
        return text.substring(0, Math.min(text.length(), 1000));
    }

    /** What came of trying a parked message again. */
    public enum Outcome {
        /** It has been handled, or turned out to be a repeat. */
        RESOLVED,
        /** An earlier message of its order is missing. */
        STILL_EARLY,
        /** It failed again. */
        FAILED,
        /** There is no such message, it is resolved, or somebody else is at it. */
        NOT_PARKED
    }
}
