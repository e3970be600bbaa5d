package dev.paysaga.payment.psp;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param baseUrl where Toss is, without {@code /v1}
 * @param secretKey {@code test_sk_...} or {@code live_sk_...}; decides between test and live
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long an answer may take; after it the outcome is unknown
 */
@ConfigurationProperties("paysaga.toss")
public record TossProperties(URI baseUrl, String secretKey, Duration connectTimeout, Duration readTimeout) {

    @Override
    public String toString() {
        return "TossProperties[baseUrl=" + baseUrl + ", secretKey=(hidden)]";
    }
}
