package dev.paysaga.messaging;

import dev.paysaga.events.SagaEvent;
import dev.paysaga.events.Topic;

/**
 * How a service reacts to the events of one topic. A bean of this type is enough: it is called once per event, in the
 * order of each order's events, inside a database transaction that also holds the inbox row and whatever is appended
 * to the outbox.
 *
 * <p>An exception rolls back and is tried again a few times; then the event is parked, and with it everything later of
 * the same order. Other orders flow on. Nothing outside the database may be touched.
 *
 * @param <E> the topic's events
 */
public interface SagaListener<E extends SagaEvent> {

    Topic<E> topic();

    void on(E event);
}
