package dev.paysaga.payment.psp;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param baseUrl where PortOne is
 * @param apiSecret of its API version 2. Without it PortOne is not offered
 * @param storeId one of a merchant's several stores; without it the one that the secret belongs to
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long a whole answer may take; after it the outcome is unknown
 */
@ConfigurationProperties("paysaga.portone")
public record PortOneProperties(
        URI baseUrl,
        @Nullable String apiSecret,
        @Nullable String storeId,
        Duration connectTimeout,
        Duration readTimeout) {

    public PortOneProperties {
        ProviderAddress.check("PORTONE_BASE_URL", baseUrl, "PORTONE_API_SECRET", apiSecret);
        storeId = storeId == null || storeId.isBlank() ? null : storeId;
    }

    @Override
    public String toString() {
        return "PortOneProperties[baseUrl=" + baseUrl + ", apiSecret=(hidden), storeId=" + storeId + "]";
    }
}
