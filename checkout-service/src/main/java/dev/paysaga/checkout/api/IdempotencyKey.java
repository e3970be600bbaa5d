package dev.paysaga.checkout.api;

import org.jspecify.annotations.Nullable;

/**
 * The client's own name of a request that must not happen twice.
 *
 * @param value 8 to 200 visible ASCII characters
 */
public record IdempotencyKey(String value) {

    static final String HEADER = "Idempotency-Key";

    private static final int SHORTEST = 8;
    private static final int LONGEST = 200;

    /** Reads the header: the key as it is, or as a quoted string (RFC 9651) that means the same key. */
    static @Nullable IdempotencyKey parse(@Nullable String header, Invalid invalid) {
        if (header == null) {
            invalid.add(HEADER, "The header is required: a name of yours for this request, new for each one.");
            return null;
        }
        String key = unquoted(header.strip());
        if (!Texts.isVisibleAscii(key, SHORTEST, LONGEST)) {
            invalid.add(HEADER, "It must be " + SHORTEST + " to " + LONGEST + " visible ASCII characters.");
            return null;
        }
        return new IdempotencyKey(key);
    }

    /** Like {@link #parse}, where the header may be missing. */
    static @Nullable IdempotencyKey parseIfPresent(@Nullable String header, Invalid invalid) {
        return header == null ? null : parse(header, invalid);
    }

    private static String unquoted(String header) {
        boolean quoted = header.length() >= 2 && header.startsWith("\"") && header.endsWith("\"");
        return quoted
                ? header.substring(1, header.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
                : header;
    }
}
