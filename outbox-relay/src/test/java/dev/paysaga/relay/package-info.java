/**
 * The relay against a real MySQL and a real broker, as a process that can be killed ({@code RelayProcess}), fed by
 * {@code OutboxTables} and judged by what a read_committed reader sees ({@code Topics}).
 */
@NullMarked
package dev.paysaga.relay;

import org.jspecify.annotations.NullMarked;
