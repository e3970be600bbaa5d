package dev.paysaga.payment.psp;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where credentials may be sent, and what can be a credential. A mistake stops the start and names its variable. */
final class ProviderAddress {

    /** No byte order mark, no line break, no space: what a copied key drags along. */
    private static final Pattern CREDENTIAL = Pattern.compile("[\\x21-\\x7e]+");

    private ProviderAddress() {}

    /** @throws IllegalArgumentException without the credential in its message */
    static void check(String addressVariable, URI address, String keyVariable, @Nullable String key) {
        boolean https = "https".equals(address.getScheme());
        if (address.getHost() == null || !(https || "http".equals(address.getScheme()))) {
            throw new IllegalArgumentException(addressVariable + " is no https address: '" + address + "'");
        }
        if (address.getRawQuery() != null
                || address.getRawUserInfo() != null
                || address.toString().endsWith("/")) {
            throw new IllegalArgumentException(
                    addressVariable + " must have no user, no query and no slash at its end");
        }
        if (key == null || key.isBlank()) {
            return;
        }
        if (!CREDENTIAL.matcher(key).matches()) {
            throw new IllegalArgumentException(keyVariable + " has characters that no key has");
        }
        if (!https && !key.startsWith("test_")) {
            throw new IllegalArgumentException(
                    addressVariable + " is not https: only a key that begins with test_ may go" + " there, and "
                            + keyVariable + " does not");
        }
    }
}
