package dev.paysaga.psp.simulator.webhook;

import dev.paysaga.psp.simulator.truth.Psp;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the merchant wants to be told, as it has registered it with each provider.
 *
 * @param toss null: nowhere
 * @param portOne null: nowhere
 * @param portOneSecrets each {@code whsec_} and base64; every one of them signs, so that the merchant can change over
 * @param storeId the merchant's, at PortOne
 */
public record Targets(@Nullable URI toss, @Nullable URI portOne, List<String> portOneSecrets, String storeId) {

    Optional<URI> of(Psp psp) {
        return Optional.ofNullable(
                switch (psp) {
                    case TOSS -> toss;
                    case PORTONE -> portOne;
                });
    }
}
