package dev.paysaga.psp.simulator.http;

import dev.paysaga.psp.simulator.truth.Json;
import java.time.Duration;
import java.util.Map;

/** What goes out. */
public sealed interface Reply {

    /** @param going runs when the answer is on its way, but before it can be complete */
    record Content(int status, String contentType, Map<String, String> headers, String body, Runnable going)
            implements Reply {}

    /** The connection is held, then closed without a byte. */
    record Silence(Duration hold) implements Reply {}

    static Content json(int status, Object body) {
        return new Content(status, "application/json", Map.of(), Json.MAPPER.writeValueAsString(body), () -> {});
    }
}
