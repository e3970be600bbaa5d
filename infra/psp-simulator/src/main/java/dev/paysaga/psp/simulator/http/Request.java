package dev.paysaga.psp.simulator.http;

import com.sun.net.httpserver.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came in.
 *
 * @param path as sent, without the query
 * @param rawQuery as sent; null when there is none
 */
public record Request(String method, String path, @Nullable String rawQuery, Headers headers, String body) {

    /** The parts of the path, decoded. */
    public List<String> parts() {
        return Arrays.stream(path.substring(1).split("/"))
                .map(part -> decoded(part.replace("+", "%2B")))
                .toList();
    }

    public @Nullable String header(String name) {
        return headers.getFirst(name);
    }

    /** The parameters in the query; of repeated ones the first. */
    public Map<String, String> query() {
        return parameters(rawQuery == null ? "" : rawQuery);
    }

    /** The fields of a form that a browser has sent. */
    public Map<String, String> form() {
        return parameters(body);
    }

    private static Map<String, String> parameters(String encoded) {
        Map<String, String> all = new TreeMap<>();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                all.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return all;
    }

    /** Malformed escapes stay as they are: what is written is then simply not what was meant. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
