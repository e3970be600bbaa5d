package dev.paysaga.wallet.domain;

import java.util.regex.Pattern;

/**
 * Who owns a wallet.
 *
 * @param value 1 to 64 characters that stand for themselves in a URL
 */
public record SellerId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

    /** @throws IllegalArgumentException when the value does not have the shape of a seller id */
    public SellerId {
        if (!isSellerId(value)) {
            throw new IllegalArgumentException("A seller id is 1 to 64 letters, digits, '.', '_', '~' or '-'");
        }
    }

    public static boolean isSellerId(String value) {
        return SHAPE.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
