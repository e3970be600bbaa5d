package dev.paysaga.checkout.pages;

import dev.paysaga.checkout.domain.Checkout;
import dev.paysaga.http.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What a provider's window has sent the browser back with. Anybody can write such an address: it is only what is asked
 * for, and the provider is asked what is true.
 *
 * @param amount minor units, where the provider tells it
 */
record Returned(String orderId, String paymentKey, Optional<Long> amount) {

    private static final Pattern PAYMENT_KEY = Pattern.compile("[!-~]{1,200}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}");

    /** @throws Problem 400 when it is no return of a provider */
    static Returned of(Map<String, String> query) {
        return query.containsKey("paymentId") ? portOne(query) : toss(query);
    }

    private static Returned toss(Map<String, String> query) {
        String amount = query.getOrDefault("amount", "");
        if (!AMOUNT.matcher(amount).matches()) {
            throw notUnderstood();
        }
        return new Returned(
                query.getOrDefault("orderId", ""), key(query.get("paymentKey")), Optional.of(Long.valueOf(amount)));
    }

    /** What is confirmed is the token of a manual confirm, or else the transaction. */
    private static Returned portOne(Map<String, String> query) {
        String token = query.getOrDefault("paymentToken", "");
        return new Returned(
                query.getOrDefault("paymentId", ""),
                key(token.isEmpty() ? query.get("txId") : token),
                Optional.empty());
    }

    private static String key(@Nullable String key) {
        if (key == null || !PAYMENT_KEY.matcher(key).matches()) {
            throw notUnderstood();
        }
        return key;
    }

    /** @throws Problem 400 when the order costs something else: the window was opened by somebody who changed it */
    static void requireAmount(Checkout checkout, long amount) {
        if (amount != checkout.total().amount()) {
            throw Problem.field(
                    HttpStatus.BAD_REQUEST,
                    "amount-mismatch",
                    "The amount is not this order's",
                    "amount",
                    "The order costs " + checkout.total() + "; nothing has been charged.");
        }
    }

    private static Problem notUnderstood() {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "return-not-understood",
                "This is no return from a payment window",
                "Something is missing in the address; nothing has been charged.");
    }
}
