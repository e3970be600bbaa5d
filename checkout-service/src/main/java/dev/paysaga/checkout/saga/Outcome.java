package dev.paysaga.checkout.saga;

import dev.paysaga.checkout.domain.CheckoutStatus;
import dev.paysaga.checkout.domain.Failure;
import dev.paysaga.events.OrderId;
import org.jspecify.annotations.Nullable;

/** What has become of an order's payment, as an event or an answer of the payment-service tells it. */
public sealed interface Outcome {

    OrderId orderId();

    /** The state that it leads to. */
    CheckoutStatus target();

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

    /** Books and wallets have it. */
    record Completed(OrderId orderId) implements Outcome {
        @Override
        public CheckoutStatus target() {
            return CheckoutStatus.COMPLETE;
        }
    }
}
