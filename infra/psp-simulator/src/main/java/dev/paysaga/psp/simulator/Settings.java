package dev.paysaga.psp.simulator;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment decides.
 *
 * @param port 0 for any free one
 * @param tossSecretKey starts with {@code test_}: a live key has no business here
 * @param dataDirectory where the truth log lies; null to keep the truth in memory alone
 * @param bindServerErrors whether an idempotency key keeps 5xx answers too
 */
record Settings(int port, String tossSecretKey, @Nullable Path dataDirectory, boolean bindServerErrors) {

    static final String SAMPLE_KEY = "test_sk_SIMULATORSIMULATORSIMULATOR";

    Settings {
        if (!tossSecretKey.startsWith("test_")) {
            throw new IllegalArgumentException(
                    "TOSS_SECRET_KEY must start with test_. This is a simulator: never give it a live key.");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("SERVER_PORT must be from 0 to 65535.");
        }
    }

    /** @throws IllegalArgumentException naming the variable that is not right */
    static Settings of(Map<String, String> environment) {
        String directory = environment.getOrDefault("PSP_DATA_DIR", "");
        return new Settings(
                port(environment.getOrDefault("SERVER_PORT", "8090")),
                environment.getOrDefault("TOSS_SECRET_KEY", SAMPLE_KEY),
                directory.isBlank() ? null : Path.of(directory),
                !environment.getOrDefault("PSP_BIND_SERVER_ERRORS", "true").equals("false"));
    }

    private static int port(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("SERVER_PORT must be a number, not '" + value + "'.", e);
        }
    }
}
