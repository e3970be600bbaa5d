/**
 * How payment takes part in a checkout: the events that it reacts to and the ones that it answers with, and the three
 * steps of a confirm: record the intent, call the provider, record the answer. {@code ResolveAttempts} and {@code
 * PushUnfinished} find what a crash or a silence left half-way.
 */
@NullMarked
package dev.paysaga.payment.saga;

import org.jspecify.annotations.NullMarked;
