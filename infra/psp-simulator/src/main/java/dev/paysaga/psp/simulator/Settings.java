package dev.paysaga.psp.simulator;

import dev.paysaga.psp.simulator.webhook.Targets;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment decides.
 *
 * @param port 0 for any free one
 * @param dataDirectory where the truth log lies; null to keep the truth in memory alone
 * @param bindServerErrors whether an idempotency key keeps 5xx answers too
 */
record Settings(
        int port,
        @Nullable Path dataDirectory,
        boolean bindServerErrors,
        Toss toss,
        PortOne portOne,
        Targets webhooks) {

    static final String SAMPLE_KEY = "test_sk_SIMULATORSIMULATORSIMULATOR";

    Settings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("SERVER_PORT must be from 0 to 65535.");
        }
    }

    /**
     * The merchant at Toss.
     *
     * @param secretKey starts with {@code test_}: a live key has no business here
     */
    record Toss(String secretKey, String clientKey) {

        Toss {
            mustBeForTests("TOSS_SECRET_KEY", secretKey);
            mustBeForTests("TOSS_CLIENT_KEY", clientKey);
        }
    }

    /**
     * The merchant at PortOne.
     *
     * @param apiSecret starts with {@code test_}
     * @param captures whether the money is taken when the window ends, without the merchant's confirm
     */
    record PortOne(String apiSecret, String storeId, String channelKey, boolean captures) {

        PortOne {
            mustBeForTests("PORTONE_API_SECRET", apiSecret);
        }
    }

    /** @throws IllegalArgumentException naming the variable that is not right */
    static Settings of(Map<String, String> environment) {
        String directory = environment.getOrDefault("PSP_DATA_DIR", "");
        Toss toss = new Toss(
                environment.getOrDefault("TOSS_SECRET_KEY", SAMPLE_KEY),
                environment.getOrDefault("TOSS_CLIENT_KEY", "test_ck_SIMULATORSIMULATORSIMULATOR"));
        PortOne portOne = new PortOne(
                environment.getOrDefault("PORTONE_API_SECRET", "test_portone_SIMULATORSIMULATORSIMULATOR"),
                environment.getOrDefault("PORTONE_STORE_ID", "store-0f0e0d0c-0b0a-4a09-8b08-070605040302"),
                environment.getOrDefault("PORTONE_CHANNEL_KEY", "channel-key-22223333-4444-4555-8666-777788889999"),
                environment.getOrDefault("PORTONE_CAPTURE", "MANUAL").equals("AUTOMATIC"));
        Targets webhooks = new Targets(
                address(environment, "TOSS_WEBHOOK_URL"),
                address(environment, "PORTONE_WEBHOOK_URL"),
                secrets(environment.getOrDefault("PORTONE_WEBHOOK_SECRET", "")),
                portOne.storeId());
        return new Settings(
                port(environment.getOrDefault("SERVER_PORT", "8090")),
                directory.isBlank() ? null : Path.of(directory),
                !environment.getOrDefault("PSP_BIND_SERVER_ERRORS", "true").equals("false"),
                toss,
                portOne,
                webhooks);
    }

    private static void mustBeForTests(String name, String key) {
        if (!key.startsWith("test_")) {
            throw new IllegalArgumentException(
                    name + " must start with test_. This is a simulator: never give it a live key.");
        }
    }

    private static List<String> secrets(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(","))
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .toList();
    }

    private static @Nullable URI address(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            return null;
        }
        if (!value.startsWith("http://") && !value.startsWith("https://")) {
            throw new IllegalArgumentException(name + " must be an http or https address.");
        }
        return URI.create(value);
    }

    private static int port(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("SERVER_PORT must be a number, not '" + value + "'.", e);
        }
    }
}
