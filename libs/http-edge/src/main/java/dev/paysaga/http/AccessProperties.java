package dev.paysaga.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call what. Health and API docs are open; everything else wants a bearer token, unless it is listed here.
 *
 * @param serviceToken what the suite's own services show, at least {@value #SHORTEST} characters
 * @param operatorToken what operators show, at least {@value #SHORTEST} characters
 * @param openPaths path patterns that anybody may call
 * @param operatorPaths path patterns that only operators may call, even where an open one matches, too
 * @param pagePaths path patterns of pages in a browser, for operators only: there HTTP Basic is taken, too, with the
 *     operator's name as the user and the operator token as the password
 * @param maxBodyBytes the largest body that any request may have
 */
@ConfigurationProperties(value = "paysaga.http", ignoreUnknownFields = false)
public record AccessProperties(
        String serviceToken,
        String operatorToken,
        @DefaultValue List<String> openPaths,
        @DefaultValue List<String> operatorPaths,
        @DefaultValue List<String> pagePaths,
        @DefaultValue("65536") int maxBodyBytes) {

    private static final int SHORTEST = 24;

    /** @throws IllegalArgumentException when a token is missing or too short to be a secret, or both are the same */
    public AccessProperties {
        requireSecret("paysaga.http.service-token (SERVICE_TOKEN)", serviceToken);
        requireSecret("paysaga.http.operator-token (OPERATOR_TOKEN)", operatorToken);
        if (serviceToken.equals(operatorToken)) {
            throw new IllegalArgumentException("SERVICE_TOKEN and OPERATOR_TOKEN must differ");
        }
        if (maxBodyBytes < 1) {
            throw new IllegalArgumentException(
                    "paysaga.http.max-body-bytes must be at least 1, but is " + maxBodyBytes);
        }
    }

    /** Tells no secret. */
    @Override
    public String toString() {
        return "AccessProperties[openPaths=" + openPaths + ", operatorPaths=" + operatorPaths + ", pagePaths="
                + pagePaths + ", maxBodyBytes=" + maxBodyBytes + "]";
    }

    private static void requireSecret(String name, @Nullable String token) {
        if (token == null || token.length() < SHORTEST) {
            throw new IllegalArgumentException(name + " must have at least " + SHORTEST + " characters");
        }
    }
}
