package dev.paysaga.checkout.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which texts we take from a client. */
final class Texts {

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]*");
    private static final Pattern PRODUCT_ID = Pattern.compile("[a-z0-9-]{1,64}");

    private Texts() {}

    /** Nothing but {@code !} to {@code ~}, in this number. */
    static boolean isVisibleAscii(@Nullable String text, int shortest, int longest) {
        return text != null
                && text.length() >= shortest
                && text.length() <= longest
                && VISIBLE_ASCII.matcher(text).matches();
    }

    /** Letters, marks, digits, punctuation and symbols of any script: what a person can see and tell apart. */
    static boolean isVisible(@Nullable String text, int shortest, int longest) {
        return text != null
                && text.length() >= shortest
                && text.length() <= longest
                && text.codePoints().allMatch(Texts::isVisible);
    }

    /** Like {@link #isVisible}, with spaces between: one line of text. */
    static boolean isLine(@Nullable String text, int shortest, int longest) {
        return text != null && text.length() <= longest && isVisible(text.replace(" ", ""), shortest, longest);
    }

    /** Whether a product can have this id at all. */
    static boolean isProductId(@Nullable String text) {
        return text != null && PRODUCT_ID.matcher(text).matches();
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
