/**
 * How promises travel between services, so that a crash at any point loses nothing and repeats no effect.
 *
 * <p>Out: {@link dev.paysaga.messaging.Outbox} writes an event in the transaction of the change that it announces; the
 * relay carries it to Kafka. In: {@link dev.paysaga.messaging.SagaConsumer} takes polled messages, {@link
 * dev.paysaga.messaging.Inbox} lets each through once and in order, a {@link dev.paysaga.messaging.SagaListener}
 * reacts, all in one transaction; what cannot be handled goes to {@link dev.paysaga.messaging.ParkedMessages} with
 * everything later of its order. {@link dev.paysaga.messaging.UnitOfWork} repeats what lost a deadlock.
 *
 * <p>Nothing about payments, and nothing about HTTP but the operators' view of parked messages, may go in here.
 */
@NullMarked
package dev.paysaga.messaging;

import org.jspecify.annotations.NullMarked;
