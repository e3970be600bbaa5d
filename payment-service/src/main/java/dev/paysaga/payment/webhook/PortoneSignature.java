package dev.paysaga.payment.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.payment.webhook.RejectedWebhookException.Reason;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * The signature of Standard Webhooks, as PortOne uses it: HMAC-SHA-256 over {@code id.timestamp.body}, the body as the
 * bytes that came. Any of our secrets and any of its {@code v1} entries will do; entries of other versions are none.
 */
@Component
class PortoneSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    private static final int MOST_ENTRIES = 16;

    private final List<SecretKeySpec> keys;
    private final Duration skew;
    private final Clock clock;

    /** @throws IllegalArgumentException when a secret is not base64 */
    PortoneSignature(WebhookProperties properties, Clock clock) {
        this.keys = properties.portoneSecrets().stream()
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .map(PortoneSignature::key)
                .toList();
        this.skew = properties.skew();
        this.clock = clock;
    }

    /**
     * Returns when the signature is right.
     *
     * @throws RejectedWebhookException otherwise
     */
    void require(String id, String timestamp, String signatures, byte[] body) {
        if (keys.isEmpty()) {
            throw new RejectedWebhookException(Reason.NOT_CONFIGURED);
        }
        if (!SECONDS.matcher(timestamp).matches()) {
            throw new RejectedWebhookException(Reason.HEADERS);
        }
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(signedAt, clock.instant()).abs().compareTo(skew) > 0) {
            throw new RejectedWebhookException(Reason.TIMESTAMP);
        }
        byte[] start = (id + "." + timestamp + ".").getBytes(UTF_8);
        String[] entries = signatures.split(" ", MOST_ENTRIES + 1);
        boolean right = false;
        for (SecretKeySpec key : keys) {
            byte[] expected = hmac(key, start, body);
            for (String entry : entries) {
                right |= matches(entry, expected);
            }
        }
        if (!right) {
            throw new RejectedWebhookException(Reason.SIGNATURE);
        }
    }

    private static boolean matches(String entry, byte[] expected) {
        if (!entry.startsWith(VERSION)) {
            return false;
        }
        try {
            return MessageDigest.isEqual(Base64.getDecoder().decode(entry.substring(VERSION.length())), expected);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static SecretKeySpec key(String secret) {
        String base64 = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        try {
            return new SecretKeySpec(Base64.getDecoder().decode(base64), ALGORITHM);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(
                    "paysaga.webhooks.portone-secrets (PORTONE_WEBHOOK_SECRET) must be whsec_ and base64");
        }
    }

    private static byte[] hmac(SecretKeySpec key, byte[] start, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(start);
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
