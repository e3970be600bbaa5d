package dev.paysaga.psp.simulator;

import com.sun.net.httpserver.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came in.
 *
 * @param path as sent, without the query
 */
record Request(String method, String path, Headers headers, String body) {

    /** The parts of the path, decoded. */
    List<String> parts() {
        return Arrays.stream(path.substring(1).split("/"))
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    @Nullable
    String header(String name) {
        return headers.getFirst(name);
    }
}
