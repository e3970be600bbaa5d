package dev.paysaga.checkout.api;

import org.jspecify.annotations.Nullable;

/** The body of a confirm, as it was sent. */
public record ConfirmRequest(
        @Nullable String paymentKey, @Nullable Long amount) {

    private static final int LONGEST_KEY = 200;

    /** @param amount minor units; used to compare, for nothing else */
    public record Parsed(String paymentKey, long amount) {}

    /** @throws org.springframework.web.ErrorResponseException 400 when something is wrong */
    public Parsed parse() {
        var invalid = new Invalid();
        if (!Texts.isVisibleAscii(paymentKey, 1, LONGEST_KEY)) {
            invalid.add("paymentKey", "It must be 1 to " + LONGEST_KEY + " visible ASCII characters.");
        }
        if (amount == null) {
            invalid.add("amount", "It is required: the amount that the buyer has agreed to, as a whole number.");
        }
        invalid.throwIfAny();
        return new Parsed(String.valueOf(paymentKey), amount == null ? 0 : amount);
    }
}
