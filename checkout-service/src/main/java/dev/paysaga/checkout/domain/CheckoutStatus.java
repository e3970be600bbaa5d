package dev.paysaga.checkout.domain;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where a checkout stands. It goes forward only; {@link #next} is the one place that says where to. News that would lead
 * elsewhere are late or repeated, which is normal: they change nothing.
 */
public enum CheckoutStatus {
    /**
     * <b>While here:</b> the buyer may pay until it expires. <b>Leaves when:</b> the buyer confirms or gives it up, its
     * time is over, or news of a payment come that was confirmed without us.
     */
    PREPAY,
    /**
     * <b>While here:</b> the outcome is unknown to us, and the payment-service is asked until it knows; or the buyer has
     * yet to transfer the money, by a time that we can tell. <b>Leaves when:</b> the payment is approved or declined.
     */
    IN_PROGRESS,
    /**
     * <b>While here:</b> the money is ours; books and wallets follow. <b>Leaves when:</b> the payment is completed.
     */
    SUCCESS,
    /** No money has moved, for a reason that we can tell. */
    FAIL,
    /**
     * <b>While here:</b> the money is in the books and in every seller's wallet. <b>Leaves when:</b> all of it has been
     * given back.
     */
    COMPLETE,
    /** Nobody has paid it and nobody will, or all of the money has been given back and the books say so. */
    CANCEL;

    /** Where it may go from here. */
    public Set<CheckoutStatus> next() {
        return switch (this) {
            case PREPAY -> EnumSet.of(IN_PROGRESS, SUCCESS, FAIL, CANCEL);
            case IN_PROGRESS -> EnumSet.of(SUCCESS, FAIL);
            case SUCCESS -> EnumSet.of(COMPLETE);
            case COMPLETE -> EnumSet.of(CANCEL);
            case FAIL, CANCEL -> EnumSet.noneOf(CheckoutStatus.class);
        };
    }

    /** Whether nothing follows unless somebody asks for a cancel. */
    public boolean isEnd() {
        return this == FAIL || this == COMPLETE || this == CANCEL;
    }

    /** The states from which one step leads here. */
    public Set<CheckoutStatus> previous() {
        var previous = EnumSet.noneOf(CheckoutStatus.class);
        Arrays.stream(values()).filter(status -> status.next().contains(this)).forEach(previous::add);
        return previous;
    }
}
