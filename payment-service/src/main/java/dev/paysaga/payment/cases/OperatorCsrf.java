package dev.paysaga.payment.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.http.AccessProperties;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * The token in the page's forms. A browser sends the password of HTTP Basic along with whatever another site makes it
 * send; the token it cannot know. Of the operator and the case, derived with a secret, stored nowhere.
 */
@Component
class OperatorCsrf {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    OperatorCsrf(AccessProperties access) {
        this.key = new SecretKeySpec(access.operatorToken().getBytes(UTF_8), ALGORITHM);
    }

    String token(String operator, long caseId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of()
                    .formatHex(mac.doFinal(("operator page\n" + caseId + "\n" + operator).getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isToken(String given, String operator, long caseId) {
        return MessageDigest.isEqual(
                given.getBytes(UTF_8), token(operator, caseId).getBytes(UTF_8));
    }
}
