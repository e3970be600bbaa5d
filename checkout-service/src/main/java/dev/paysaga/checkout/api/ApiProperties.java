package dev.paysaga.checkout.api;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param publicUrl where buyers reach this service, without a slash at the end
 * @param csrfSecret what tokens are derived from, at least 24 characters; a new one makes all tokens given out worthless
 * @param expiresAfter how long a buyer may take to pay
 */
@ConfigurationProperties("paysaga.checkout")
record ApiProperties(
        URI publicUrl,
        String csrfSecret,
        @DefaultValue("30m") Duration expiresAfter) {

    private static final int SHORTEST_SECRET = 24;

    ApiProperties {
        if (csrfSecret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "paysaga.checkout.csrf-secret (CSRF_SECRET) must have at least " + SHORTEST_SECRET + " characters");
        }
    }
}
