package dev.paysaga.checkout.api;

import dev.paysaga.events.Psp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param publicUrl where buyers reach this service, without a slash at the end
 * @param csrfSecret what tokens are derived from, at least 24 characters; a new one makes all tokens given out worthless
 * @param expiresAfter how long a buyer may take to pay
 * @param providers with which buyers may pay; the first one is taken where a request names none
 */
@ConfigurationProperties("paysaga.checkout")
public record ApiProperties(
        URI publicUrl,
        String csrfSecret,
        @DefaultValue("30m") Duration expiresAfter,
        @DefaultValue({"TOSS", "PORTONE"}) List<Psp> providers) {

    private static final int SHORTEST_SECRET = 24;

    public ApiProperties {
        providers = List.copyOf(providers);
        if (providers.isEmpty()) {
            throw new IllegalArgumentException("paysaga.checkout.providers must name at least one: TOSS, PORTONE");
        }
        if (csrfSecret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "paysaga.checkout.csrf-secret (CSRF_SECRET) must have at least " + SHORTEST_SECRET + " characters");
        }
    }

    /** Tells no secret. */
    @Override
    public String toString() {
        return "ApiProperties[publicUrl=" + publicUrl + ", expiresAfter=" + expiresAfter + ", providers=" + providers
                + "]";
    }
}
