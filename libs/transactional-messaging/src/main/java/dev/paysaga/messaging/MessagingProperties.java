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
 * @param retention how long what was received is remembered
 */
@ConfigurationProperties(value = "paysaga.messaging", ignoreUnknownFields = false)
public record MessagingProperties(
        String service,
        @DefaultValue("200") int batchSize,
        @DefaultValue("5") int attempts,
        @DefaultValue("50ms") Duration firstPause,
        @DefaultValue("2s") Duration longestPause,
        @DefaultValue Retention retention) {

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

    /**
     * How long what was received is remembered, and how long it may come again. After the position of the relay is lost, an
     * event may be sent once more as long as its outbox row is there, and then read as long as its topic keeps it.
     *
     * @param outbox how long outbox rows are kept, the same as the relay is told
     * @param topic how long topics keep events
     * @param inbox how long every message is remembered, at least the two others together and 14 days; the last one of each
     *     order is remembered for ever
     * @param parked how long parked messages are kept after they were resolved, at least 14 days
     */
    public record Retention(
            @DefaultValue("7d") Duration outbox,
            @DefaultValue("7d") Duration topic,
            @DefaultValue("30d") Duration inbox,
            @DefaultValue("90d") Duration parked) {

        /** @throws IllegalArgumentException when a message could come again after it was forgotten */
        public Retention {
            OldRows.requireAllowed("paysaga.messaging.retention.inbox", inbox);
            OldRows.requireAllowed("paysaga.messaging.retention.parked", parked);
            if (inbox.compareTo(outbox.plus(topic)) < 0) {
                throw new IllegalArgumentException("paysaga.messaging.retention.inbox must be at least outbox and topic"
                        + " together, " + outbox.plus(topic) + ", but is " + inbox
                        + ": a message could come again after it was forgotten");
            }
        }
    }

    String source() {
        return "/paysaga/" + service;
    }
}
