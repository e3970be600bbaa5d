package dev.paysaga.payment.psp;

import dev.paysaga.payment.psp.ProviderCalls.Answered;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says went wrong.
 *
 * @param code the provider's own; {@code HTTP_502} and the like when it names none, or something that is no code
 */
record ProviderError(String code, String message) {

    private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{1,100}");

    /** A provider's error as it was read, any of it missing. */
    interface Read {

        @Nullable
        String code();

        @Nullable
        String message();
    }

    static ProviderError of(Answered answer, @Nullable Read read) {
        String code = read == null ? null : read.code();
        if (read == null || code == null || !CODE.matcher(code).matches()) {
            return new ProviderError("HTTP_" + answer.status(), "The provider answered without an error code");
        }
        String message = read.message();
        return new ProviderError(code, message == null ? code : message);
    }
}
