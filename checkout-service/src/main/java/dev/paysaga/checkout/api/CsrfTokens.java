package dev.paysaga.checkout.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.events.OrderId;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The token that lets its holder pay a checkout. Derived from the order id and a secret of ours (HMAC-SHA-256), so it is
 * stored nowhere.
 */
@Component
public class CsrfTokens {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;

    CsrfTokens(ApiProperties properties) {
        this.secret = new SecretKeySpec(properties.csrfSecret().getBytes(UTF_8), ALGORITHM);
    }

    public String tokenOf(OrderId orderId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] code = mac.doFinal(("csrf:" + orderId).getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java", e);
        }
    }

    /** Takes the same time whatever is wrong. */
    public boolean isTokenOf(OrderId orderId, @Nullable String presented) {
        return presented != null && MessageDigest.isEqual(tokenOf(orderId).getBytes(UTF_8), presented.getBytes(UTF_8));
    }
}
