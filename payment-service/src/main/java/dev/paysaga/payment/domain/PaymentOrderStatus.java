package dev.paysaga.payment.domain;

import java.util.EnumSet;
import java.util.Set;

/** How far the money of a payment order has come. Goes forward only; cancels are rows of their own. */
public enum PaymentOrderStatus {
    /**
     * <b>While here:</b> the buyer may pay; nothing has been sent to the provider. <b>Leaves when:</b> a confirm is
     * recorded, or refused because it names a payment that pays another order.
     */
    NOT_STARTED,
    /**
     * <b>While here:</b> a confirm may be on its way to the provider. <b>Leaves when:</b> its answer is recorded, or the
     * lack of one.
     */
    EXECUTING,
    /** The provider has the money. Final. */
    SUCCESS,
    /** The provider has refused, and no money has moved. Final. */
    FAILURE,
    /**
     * <b>While here:</b> money may have moved, we do not know; the provider is asked until it tells. <b>Leaves when:</b>
     * it has told.
     */
    UNKNOWN;

    public Set<PaymentOrderStatus> next() {
        return switch (this) {
            case NOT_STARTED -> EnumSet.of(EXECUTING, FAILURE);
            case EXECUTING -> EnumSet.of(SUCCESS, FAILURE, UNKNOWN);
            case UNKNOWN -> EnumSet.of(SUCCESS, FAILURE);
            case SUCCESS, FAILURE -> EnumSet.noneOf(PaymentOrderStatus.class);
        };
    }

    public boolean isFinal() {
        return next().isEmpty();
    }
}
