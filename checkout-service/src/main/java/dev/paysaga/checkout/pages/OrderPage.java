package dev.paysaga.checkout.pages;

import dev.paysaga.checkout.domain.CheckoutStatus;
import dev.paysaga.checkout.domain.Failure;
import dev.paysaga.events.Money;
import dev.paysaga.events.Psp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order, as a template shows it.
 *
 * @param told names the text that says how it stands
 * @param version changes with what is shown
 * @param isLive whether it may still change by itself
 * @param details for its holder; null for everybody else
 */
record OrderPage(
        String orderId,
        CheckoutStatus status,
        String told,
        String version,
        boolean isLive,
        @Nullable Details details) {

    /** How far it has come, 1 to 4; 0 where it does not go on. */
    public int step() {
        return switch (status) {
            case PREPAY -> 1;
            case IN_PROGRESS -> 2;
            case SUCCESS -> 3;
            case COMPLETE -> 4;
            case FAIL, CANCEL -> 0;
        };
    }

    /**
     * @param depositDueAt until when the buyer may transfer the money, in words; empty when that is not awaited
     * @param canceledAmount minor units given back so far
     */
    record Details(
            String orderName,
            Money total,
            Psp psp,
            List<Row> rows,
            boolean isPayable,
            boolean isCancelable,
            String expiresAt,
            String depositDueAt,
            long canceledAmount,
            @Nullable Failure failure) {}

    /** @param amount minor units for the whole quantity */
    record Row(String name, String sellerId, int quantity, long amount) {}
}
