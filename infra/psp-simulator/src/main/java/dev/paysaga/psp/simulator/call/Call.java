package dev.paysaga.psp.simulator.call;

import dev.paysaga.psp.simulator.http.Request;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request under way.
 *
 * @param orderId null when it does not lead to an order
 * @param body missing when there is no JSON
 */
public record Call(long number, @Nullable String orderId, Request request, JsonNode body, String traceId) {}
