package dev.paysaga.messaging;

import dev.paysaga.events.SagaEvent;
import dev.paysaga.events.Topic;
import dev.paysaga.messaging.Inbox.Received;
import dev.paysaga.tracing.Span;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Takes messages of one topic in the caller's transaction: through the inbox, to the listener. */
final class MessageHandler<E extends SagaEvent> {

    private static final Logger log = LoggerFactory.getLogger(MessageHandler.class);

    private static final List<String> OUTCOMES = List.of("handled", "repeat", "unknown", "early", "parked");

    private final SagaListener<E> listener;
    private final MessageReader<E> reader;
    private final Inbox inbox;
    private final MeterRegistry meters;

    MessageHandler(SagaListener<E> listener, EventCodec codec, Inbox inbox, MeterRegistry meters) {
        this.listener = listener;
        this.reader = new MessageReader<>(listener.topic(), codec);
        this.inbox = inbox;
        this.meters = meters;
        // There from the start, at zero: what begins with its first count would have no increase by it.
        OUTCOMES.forEach(this::counter);
    }

    Topic<E> topic() {
        return listener.topic();
    }

    /** @throws MalformedMessageException when the record is no message */
    Message<E> read(ConsumerRecord<String, byte[]> record) {
        return reader.read(record);
    }

    /** @throws MalformedMessageException when the record lacks an attribute */
    Message<E> envelope(ConsumerRecord<String, byte[]> record) {
        return reader.envelope(record);
    }

    /**
     * Handles what is new and in its turn, and answers what is early and has to wait.
     *
     * @throws MalformedMessageException when a message stands in another's place
     */
    List<Message<E>> handle(List<Message<E>> messages) {
        var early = new ArrayList<Message<E>>();
        for (Received<E> received : inbox.receive(messages)) {
            Message<E> message = received.message();
            switch (received.receipt()) {
                case NEW -> dispatch(message);
                case REPEAT -> count("repeat");
                case EARLY -> early.add(message);
                case CONFLICT ->
                    throw new MalformedMessageException(
                            "Another event has been taken as number " + message.sequence() + " of this order");
            }
        }
        return early;
    }

    private void dispatch(Message<E> message) {
        if (message.event().isEmpty()) {
            log.info("Skipped {}: this service does not know the type", message);
            count("unknown");
            return;
        }
        try (var _ = MDC.putCloseable("orderId", message.orderId());
                var _ = MDC.putCloseable("eventId", message.eventId());
                var span = Span.takingIn("take in " + message.type(), message.traceparent())) {
            handOver(message.event().get(), span.with("messaging.destination.name", topic().kafkaName()));
        }
        count("handled");
    }

    private void handOver(E event, Span span) {
        try {
            listener.on(event);
        } catch (RuntimeException | Error e) {
            span.failed(e.toString());
            throw e;
        }
    }

    /** Counts what came of a message; inside a transaction, once that is committed. */
    void count(String outcome) {
        AfterCommit.run(counter(outcome)::increment);
    }

    private Counter counter(String outcome) {
        return meters.counter("paysaga.messages", "topic", topic().kafkaName(), "outcome", outcome);
    }
}
