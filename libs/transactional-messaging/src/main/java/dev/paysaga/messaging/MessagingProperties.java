package dev.paysaga.messaging;

import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param service the service's name, such as {@code payment-service}: its consumer group and, as
 *     {@code /paysaga/payment-service}, the source of its events
 * @param batchSize most messages handled in one transaction, 1 to 1000
 * @param attempts how often one message is tried before it is parked
 * @param firstPause upper bound of the pause after the first attempt; it doubles from there, with full jitter
 * @param longestPause upper bound of any pause
 */
@ConfigurationProperties(value = "paysaga.messaging", ignoreUnknownFields = false)
public record MessagingProperties(
        String service,
        @DefaultValue("200") int batchSize,
        @DefaultValue("5") int attempts,
        @DefaultValue("50ms") Duration firstPause,
        @DefaultValue("2s") Duration longestPause) {

    private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9-]{0,50}");

    /** @throws IllegalArgumentException when a value is missing or out of its range */
    public MessagingProperties {
        if (service == null || !SERVICE.matcher(service).matches()) {
            throw new IllegalArgumentException("paysaga.messaging.service must be the service's name, lower-case"
                    + " letters and hyphens such as payment-service, but is " + service);
        }
        if (batchSize < 1 || batchSize > 1000) {
            throw new IllegalArgumentException("paysaga.messaging.batch-size must be 1 to 1000, but is " + batchSize);
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("paysaga.messaging.attempts must be at least 1, but is " + attempts);
        }
        if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("paysaga.messaging.first-pause must be 0 to longest-pause, but they are "
                    + firstPause + " and " + longestPause);
        }
    }

    String source() {
        return "/paysaga/" + service;
    }
}
