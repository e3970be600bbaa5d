package dev.paysaga.psp.simulator.webhook;

import dev.paysaga.psp.simulator.call.Ids;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Standard Webhooks has it: HMAC-SHA256, version 1. */
final class Signature {

    private static final String PREFIX = "whsec_";

    private final byte[] key;

    /**
     * @param secret {@code whsec_} and base64, or base64 alone
     * @throws IllegalArgumentException when it is not
     */
    Signature(String secret) {
        this.key = Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
        if (key.length == 0) {
            throw new IllegalArgumentException("A webhook secret has at least one byte");
        }
    }

    /** One that nobody has. */
    static Signature withRandomKey(Ids ids) {
        String random = ids.secret();
        return new Signature(Base64.getEncoder().encodeToString(random.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param content the message id, the time and the body, with dots between */
    String of(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
        }
    }
}
