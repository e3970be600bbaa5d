package dev.paysaga.payment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as a sender of Standard Webhooks does. */
public final class Signed {

    public static final String SECRET = "whsec_dGVzdC13ZWJob29rLXNlY3JldC1uZXctMDAwMDAx";
    public static final String OLD_SECRET = "whsec_dGVzdC13ZWJob29rLXNlY3JldC1vbGQtMDAwMDAx";
    public static final String FORGED_SECRET = "whsec_dGVzdC13ZWJob29rLXNlY3JldC1iYWQtMDAwMDAx";

    private Signed() {}

    /** One entry of the signature header. */
    public static String by(String secret, String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
