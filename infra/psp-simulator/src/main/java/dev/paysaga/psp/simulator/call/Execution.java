package dev.paysaga.psp.simulator.call;

import dev.paysaga.psp.simulator.truth.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What has been decided, and is in the truth log, for one call.
 *
 * @param answer null for none
 * @param delivered whether the client gets to see it
 * @param hold how long the connection is kept when it does not
 * @param traceIds of the call; on a replay also that of the call that was executed
 */
public record Execution(@Nullable Answer answer, boolean delivered, Duration hold, String traceIds) {}
