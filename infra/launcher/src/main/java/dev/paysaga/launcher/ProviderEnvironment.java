package dev.paysaga.launcher;

import java.util.Map;

/** What each program must know of the payment providers: both are the simulator, and it tells the payment-service. */
final class ProviderEnvironment {

    /** Not secret, and the same for every suite: there is but one shop. */
    private static final String STORE_ID = "store-0f0e0d0c-0b0a-4a09-8b08-070605040302";

    private static final String CHANNEL_KEY = "channel-key-22223333-4444-4555-8666-777788889999";

    private ProviderEnvironment() {}

    static Map<String, String> of(Part part, Ports ports, Secrets secrets) {
        var provider = ports.url(Part.PSP);
        return switch (part) {
            case CHECKOUT ->
                Map.of(
                        "TOSS_CLIENT_KEY",
                        secrets.tossClientKey(),
                        "TOSS_SDK_URL",
                        provider + "/toss/v2/standard.js",
                        "PORTONE_STORE_ID",
                        STORE_ID,
                        "PORTONE_CHANNEL_KEY",
                        CHANNEL_KEY,
                        "PORTONE_SDK_URL",
                        provider + "/portone/browser-sdk.js");
            case PAYMENT ->
                Map.of(
                        "TOSS_SECRET_KEY",
                        secrets.tossSecretKey(),
                        "TOSS_BASE_URL",
                        provider,
                        "PORTONE_API_SECRET",
                        secrets.portoneApiSecret(),
                        "PORTONE_BASE_URL",
                        provider,
                        "PORTONE_STORE_ID",
                        STORE_ID,
                        "PORTONE_WEBHOOK_SECRET",
                        secrets.portoneWebhookSecret());
            case PSP ->
                Map.of(
                        "TOSS_SECRET_KEY",
                        secrets.tossSecretKey(),
                        "TOSS_CLIENT_KEY",
                        secrets.tossClientKey(),
                        "TOSS_WEBHOOK_URL",
                        ports.url(Part.PAYMENT) + "/v1/webhooks/toss",
                        "PORTONE_API_SECRET",
                        secrets.portoneApiSecret(),
                        "PORTONE_STORE_ID",
                        STORE_ID,
                        "PORTONE_CHANNEL_KEY",
                        CHANNEL_KEY,
                        "PORTONE_WEBHOOK_URL",
                        ports.url(Part.PAYMENT) + "/v1/webhooks/portone",
                        "PORTONE_WEBHOOK_SECRET",
                        secrets.portoneWebhookSecret());
            case MYSQL, KAFKA, LEDGER, WALLET, RELAY -> Map.of();
        };
    }
}
