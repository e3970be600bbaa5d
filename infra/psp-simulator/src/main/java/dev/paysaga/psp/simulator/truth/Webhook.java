package dev.paysaga.psp.simulator.truth;

import dev.paysaga.psp.simulator.scenario.Fault;
import dev.paysaga.psp.simulator.scenario.Forgery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message to the merchant; what is sent follows from it alone. It may be sent more than once.
 *
 * @param id of this message in the truth log
 * @param messageId what the merchant tells repeats by; two messages share it when one repeats the other
 * @param type as the provider calls it, such as PAYMENT_STATUS_CHANGED or Transaction.Paid
 * @param createdAt when what it tells happened, by the provider's clock
 * @param payment as it was then
 * @param cancelId PortOne's cancellation, on the types that name one
 * @param fault what was scripted for it, or null
 * @param forgery how it is forged, or null
 */
public record Webhook(
        String id,
        String messageId,
        Psp psp,
        String orderId,
        String type,
        Instant createdAt,
        Payment payment,
        @Nullable String cancelId,
        @Nullable Fault fault,
        @Nullable Forgery forgery) {

    public enum State {
        /** To be sent, or to be sent again. */
        PENDING,
        /** Acknowledged by the merchant. */
        DELIVERED,
        /** Not acknowledged, and not sent any more. */
        GIVEN_UP,
        /** Never sent (W04). */
        DROPPED
    }

    /**
     * One attempt at sending it.
     *
     * @param at by the provider's clock
     * @param status what the merchant answered; null when there was no answer
     * @param error why there was none; null when there was one
     */
    public record Delivery(
            Instant at, @Nullable Integer status, @Nullable String error) {}
}
