package dev.paysaga.checkout.domain;

/**
 * Why a payment was declined, in the provider's words.
 *
 * @param code such as {@code REJECT_CARD_PAYMENT}, at most 100 characters
 * @param message for people, at most 1000 characters
 */
public record Failure(String code, String message) {

    private static final int LONGEST_CODE = 100;
    private static final int LONGEST_MESSAGE = 1000;

    /** Longer texts are cut: a provider's eloquence must not keep a checkout open. */
    public Failure {
        code = cut(code, LONGEST_CODE);
        message = cut(message, LONGEST_MESSAGE);
    }

    private static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest));
    }
}
