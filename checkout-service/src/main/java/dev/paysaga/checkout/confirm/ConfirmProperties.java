package dev.paysaga.checkout.confirm;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param confirmPatience how long a buyer's confirm waits for an outcome before it answers "in progress"
 * @param pushAfter how long after a checkout was last asked about recovery asks again; doubles with each time
 * @param longestPushPause upper bound of that pause
 * @param pushBatch most checkouts that one instance asks about at once, 1 to 1000
 */
@ConfigurationProperties("paysaga.checkout")
public record ConfirmProperties(
        @DefaultValue("10s") Duration confirmPatience,
        @DefaultValue("3s") Duration pushAfter,
        @DefaultValue("60s") Duration longestPushPause,
        @DefaultValue("50") int pushBatch) {

    public ConfirmProperties {
        if (pushBatch < 1 || pushBatch > 1000) {
            throw new IllegalArgumentException("paysaga.checkout.push-batch must be 1 to 1000, but is " + pushBatch);
        }
    }
}
