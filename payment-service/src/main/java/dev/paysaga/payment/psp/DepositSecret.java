package dev.paysaga.payment.psp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What Toss and we alone know of a payment, so that its news about a deposit can be told from a forgery. */
public final class DepositSecret {

    private DepositSecret() {}

    /** Lower-case hexadecimal SHA-256; absent for an absent or empty secret. */
    public static @Nullable String hash(@Nullable String secret) {
        if (secret == null || secret.isEmpty()) {
            return null;
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
