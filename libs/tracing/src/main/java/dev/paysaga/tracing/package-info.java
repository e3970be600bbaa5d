/**
 * Follows one order through all programs. The W3C trace context is always carried, from request to call, to outbox row, to
 * message, to the next outbox row, and is in every log line ({@link dev.paysaga.tracing.Traceparent}). Spans, with times
 * and outcomes, are recorded and sent by OTLP only where an address for them is configured
 * ({@link dev.paysaga.tracing.SpanExport}).
 */
@NullMarked
package dev.paysaga.tracing;

import org.jspecify.annotations.NullMarked;
