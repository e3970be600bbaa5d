package dev.paysaga.payment.webhook;

import dev.paysaga.events.Psp;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook says, as far as we listen to it.
 *
 * @param transmissionId the provider's name of the webhook, the same each time it is sent
 * @param type the provider's name of what has happened; at most 64 visible ASCII characters
 * @param orderId which payment to look at; absent when there is nothing to look at
 * @param paymentKey the provider's name of the payment, where it says so
 * @param secretHash lower-case hexadecimal SHA-256 of the payment's secret, where it names one
 * @param verification what proves that it is the provider's
 */
record News(
        Psp psp,
        String transmissionId,
        String type,
        @Nullable String orderId,
        @Nullable String paymentKey,
        @Nullable String secretHash,
        Verification verification) {

    /** What proves that a webhook is the provider's. */
    enum Verification {
        /** A signature over its bytes. */
        SIGNATURE,
        /** It knows the secret that the provider told us with the payment. */
        SECRET,
        /** Nothing: it is no more than a reason to ask. */
        NONE
    }

    News verifiedBySecret() {
        return new News(psp, transmissionId, type, orderId, paymentKey, secretHash, Verification.SECRET);
    }
}
