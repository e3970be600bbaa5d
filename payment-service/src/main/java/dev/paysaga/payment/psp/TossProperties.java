package dev.paysaga.payment.psp;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param baseUrl where Toss is, without {@code /v1}
 * @param secretKey {@code test_sk_...} or {@code live_sk_...}; decides between test and live. Without it Toss is not
 *     offered
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long a whole answer may take; after it the outcome is unknown
 */
@ConfigurationProperties("paysaga.toss")
public record TossProperties(URI baseUrl, @Nullable String secretKey, Duration connectTimeout, Duration readTimeout) {

    public TossProperties {
        ProviderAddress.check("TOSS_BASE_URL", baseUrl, "TOSS_SECRET_KEY", secretKey);
    }

    @Override
    public String toString() {
        return "TossProperties[baseUrl=" + baseUrl + ", secretKey=(hidden)]";
    }
}
