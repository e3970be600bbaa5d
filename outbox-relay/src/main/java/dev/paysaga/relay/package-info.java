/**
 * Moves outbox rows from MySQL's binlog to Kafka's topics, each exactly once.
 *
 * <p>Start with {@link dev.paysaga.relay.RelaySupervisor}: it waits for its turn ({@code Membership}), waits for what a
 * start needs ({@code Prerequisites}), runs one {@code RelaySession} after another and decides what the end of each
 * means. A session fences its predecessor, reads the position, and runs one Debezium engine whose batches
 * {@code BatchHandler} turns into Kafka transactions. What a change means is in {@code ChangeReader} and
 * {@code OutboxEvent}; what is dropped because it was already sent, in {@code ReemissionGuard}.
 */
@NullMarked
package dev.paysaga.relay;

import org.jspecify.annotations.NullMarked;
