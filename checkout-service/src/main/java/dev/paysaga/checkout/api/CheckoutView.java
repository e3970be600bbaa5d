package dev.paysaga.checkout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.paysaga.checkout.domain.Checkout;
import dev.paysaga.checkout.domain.CheckoutStatus;
import dev.paysaga.checkout.domain.Failure;
import dev.paysaga.checkout.domain.Line;
import dev.paysaga.events.Psp;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checkout as its buyer sees it.
 *
 * @param csrfToken only in the answer to the request that created it
 * @param amount minor units
 * @param paymentPage where a browser pays it
 * @param canceledAmount minor units given back so far
 * @param depositDueAt only while the buyer has yet to transfer the money: until then
 * @param failure only when it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CheckoutView(
        String orderId,
        @Nullable String csrfToken,
        CheckoutStatus status,
        String orderName,
        long amount,
        String currency,
        Psp psp,
        List<Line> lines,
        Instant expiresAt,
        URI paymentPage,
        long canceledAmount,
        @Nullable Instant depositDueAt,
        @Nullable Failure failure) {

    static CheckoutView of(Checkout checkout, URI publicUrl) {
        return new CheckoutView(
                checkout.orderId().value(),
                null,
                checkout.status(),
                checkout.orderName(),
                checkout.total().amount(),
                checkout.total().currency(),
                checkout.psp(),
                checkout.lines(),
                checkout.expiresAt(),
                URI.create(publicUrl + "/checkout/" + checkout.orderId()),
                checkout.canceled().amount(),
                checkout.depositDueAt().orElse(null),
                checkout.failure().orElse(null));
    }

    /** The answer to a confirm: the same each time, also when books and wallets have followed since. */
    CheckoutView confirmed() {
        CheckoutStatus confirmed = status == CheckoutStatus.COMPLETE ? CheckoutStatus.SUCCESS : status;
        return new CheckoutView(
                orderId,
                csrfToken,
                confirmed,
                orderName,
                amount,
                currency,
                psp,
                lines,
                expiresAt,
                paymentPage,
                canceledAmount,
                depositDueAt,
                failure);
    }
}
