package dev.paysaga.psp.simulator.toss;

import dev.paysaga.psp.simulator.call.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Basic authentication as Toss does it: the secret key is the user, the password is empty. */
final class Credentials {

    private static final Pattern KEY = Pattern.compile("(test|live)_g?[cs]k_.+");

    private final String secretKey;

    Credentials(String secretKey) {
        this.secretKey = secretKey;
    }

    /** What is wrong with the header; empty when it holds the secret key. */
    Optional<TossError> refusal(@Nullable String header) {
        if (header == null || !header.startsWith("Basic ")) {
            return Optional.of(TossError.UNAUTHORIZED_KEY);
        }
        String decoded = decoded(header.substring("Basic ".length()).strip());
        if (!decoded.endsWith(":")) {
            return Optional.of(TossError.INCORRECT_BASIC_AUTH_FORMAT);
        }
        String key = decoded.substring(0, decoded.length() - 1);
        if (Fingerprint.same(key, secretKey)) {
            return Optional.empty();
        }
        return Optional.of(isOfAnotherPair(key) ? TossError.INVALID_API_KEY : TossError.UNAUTHORIZED_KEY);
    }

    /** A client key, or a key of the other environment, where a secret test key belongs. */
    private static boolean isOfAnotherPair(String key) {
        return KEY.matcher(key).matches() && !(key.startsWith("test_sk_") || key.startsWith("test_gsk_"));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
