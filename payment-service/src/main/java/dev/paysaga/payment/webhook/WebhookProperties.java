package dev.paysaga.payment.webhook;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Every limit of receiving webhooks. The reasons stand in {@code application.yml}.
 *
 * @param portoneSecrets what PortOne signs with, {@code whsec_} and base64; several while one is being replaced; none:
 *     nothing of PortOne's is accepted
 * @param skew how far the time of a signature may be from ours, either way
 * @param perSource webhooks in a second from one address that are not proven to be genuine
 * @param perProvider webhooks in a second of one provider that reach the database
 * @param atOnce webhooks that use the database at the same time
 * @param firstPause the first pause after a look without an answer; it doubles each time
 * @param longestPause the longest one
 * @param tries looks without an answer before it is given up
 * @param triesForUnknownOrder looks for an order that is not here before the webhook is ignored
 * @param claim how long one look belongs to one instance
 * @param looksAtOnce most looks of one instance at the same time
 * @param roundPause the pause between two rounds
 * @param retention how long webhooks that are done with are remembered, at least 14 days
 */
@ConfigurationProperties("paysaga.webhooks")
public record WebhookProperties(
        List<String> portoneSecrets,
        Duration skew,
        int perSource,
        int perProvider,
        int atOnce,
        Duration firstPause,
        Duration longestPause,
        int tries,
        int triesForUnknownOrder,
        Duration claim,
        int looksAtOnce,
        Duration roundPause,
        Duration retention) {

    @Override
    public String toString() {
        return "WebhookProperties[portoneSecrets=" + portoneSecrets.size() + " hidden]";
    }
}
