package dev.paysaga.checkout.cancel;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param cancelPolicy until when buyers may take back what they have paid
 * @param expiryGrace how long after its time a checkout is canceled: more than the clocks of two instances may differ
 * @param expiryBatch most checkouts that are canceled in one transaction, 1 to 1000
 */
@ConfigurationProperties("paysaga.checkout")
public record CancelProperties(
        @DefaultValue("BEFORE_COMPLETION") CancelPolicy cancelPolicy,
        @DefaultValue("30s") Duration expiryGrace,
        @DefaultValue("200") int expiryBatch) {

    public CancelProperties {
        if (expiryBatch < 1 || expiryBatch > 1000) {
            throw new IllegalArgumentException(
                    "paysaga.checkout.expiry-batch must be 1 to 1000, but is " + expiryBatch);
        }
        if (expiryGrace.isNegative()) {
            throw new IllegalArgumentException("paysaga.checkout.expiry-grace must not be negative");
        }
    }
}
