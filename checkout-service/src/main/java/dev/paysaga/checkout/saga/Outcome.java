package dev.paysaga.checkout.saga;

import dev.paysaga.checkout.domain.CheckoutStatus;
import dev.paysaga.checkout.domain.Failure;
import dev.paysaga.events.OrderId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has become of an order's payment, as an event or an answer of the payment-service tells it. */
public sealed interface Outcome {

    OrderId orderId();

    /** The state that it leads to; null when the state stays as it is. */
    @Nullable
    CheckoutStatus target();

    /** The states in which it is news; in every other one it is late or repeated. */
    default Set<CheckoutStatus> from() {
        CheckoutStatus target = target();
        return target == null ? EnumSet.noneOf(CheckoutStatus.class) : target.previous();
    }

    /** The provider has the buyer's money. */
    record Approved(OrderId orderId, String paymentKey) implements Outcome {
        @Override
        public CheckoutStatus target() {
            return CheckoutStatus.SUCCESS;
        }
    }

    /**
     * The provider has refused.
     *
     * @param paymentKey the payment that was refused, where the teller says it
     */
    record Declined(OrderId orderId, @Nullable String paymentKey, Failure failure) implements Outcome {
        @Override
        public CheckoutStatus target() {
            return CheckoutStatus.FAIL;
        }
    }

    /**
     * The buyer will transfer the money; approval or refusal follows.
     *
     * @param dueAt from then on no deposit is taken any more
     */
    record WaitingForDeposit(OrderId orderId, String paymentKey, Instant dueAt) implements Outcome {
        @Override
        public CheckoutStatus target() {
            return CheckoutStatus.IN_PROGRESS;
        }

        /** It usually comes when the buyer's confirm has begun, and may be told again. */
        @Override
        public Set<CheckoutStatus> from() {
            return EnumSet.of(CheckoutStatus.PREPAY, CheckoutStatus.IN_PROGRESS);
        }
    }

    /** Books and wallets have it. */
    record Completed(OrderId orderId) implements Outcome {
        @Override
        public CheckoutStatus target() {
            return CheckoutStatus.COMPLETE;
        }
    }

    /**
     * The provider has given money back. To be told once per cancel: it is summed up.
     *
     * @param amount minor units
     */
    record GivenBack(OrderId orderId, long amount) implements Outcome {
        @Override
        public @Nullable CheckoutStatus target() {
            return null;
        }

        /** After an approval, which a checkout that was canceled before did not take over. */
        @Override
        public Set<CheckoutStatus> from() {
            return EnumSet.of(CheckoutStatus.SUCCESS, CheckoutStatus.COMPLETE, CheckoutStatus.CANCEL);
        }
    }

    /** All of the money has been given back, and books and wallets have followed. */
    record AllGivenBack(OrderId orderId) implements Outcome {
        @Override
        public CheckoutStatus target() {
            return CheckoutStatus.CANCEL;
        }

        /** A checkout that nobody has paid is canceled by its buyer or its time, not by news of a payment. */
        @Override
        public Set<CheckoutStatus> from() {
            return EnumSet.of(CheckoutStatus.COMPLETE);
        }
    }
}
