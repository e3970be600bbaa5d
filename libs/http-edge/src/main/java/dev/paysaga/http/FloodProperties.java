package dev.paysaga.http;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How floods of requests that change something are kept off.
 *
 * @param paths path patterns whose {@code POST} is counted; none when empty
 * @param perSender so many in a second of one sender for one route; the others are answered 429
 */
@ConfigurationProperties(value = "paysaga.flood", ignoreUnknownFields = false)
public record FloodProperties(
        @DefaultValue List<String> paths,
        @DefaultValue("1000") int perSender) {

    /** @throws IllegalArgumentException when nobody could send anything */
    public FloodProperties {
        if (perSender < 1) {
            throw new IllegalArgumentException("paysaga.flood.per-sender must be at least 1, but is " + perSender);
        }
    }
}
