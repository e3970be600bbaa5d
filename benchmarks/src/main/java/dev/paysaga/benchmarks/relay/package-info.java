/**
 * Ways from the outbox to the topics, side by side: our relay, Kafka Connect with and without exactly-once support, and a
 * polling publisher as the opponent.
 */
@NullMarked
package dev.paysaga.benchmarks.relay;

import org.jspecify.annotations.NullMarked;
