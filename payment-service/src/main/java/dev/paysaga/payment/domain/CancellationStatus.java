package dev.paysaga.payment.domain;

import java.util.EnumSet;
import java.util.Set;

/** How far a cancel has come. Goes forward only. */
public enum CancellationStatus {
    /**
     * <b>While here:</b> the money is set aside for it, so that no other cancel takes it; it waits for its turn at the
     * provider. <b>Leaves when:</b> no other cancel of the payment is at the provider.
     */
    NOT_STARTED,
    /**
     * <b>While here:</b> it may be on its way to the provider, or the provider works on it. <b>Leaves when:</b> its
     * answer is recorded, or the lack of one.
     */
    EXECUTING,
    /** The provider has given the money back. Final. */
    SUCCESS,
    /** The provider has refused for good, and gave nothing back; the money is free for another cancel. Final. */
    FAILURE,
    /**
     * <b>While here:</b> the money may have been given back, we do not know; the provider is asked until it tells.
     * <b>Leaves when:</b> it has told.
     */
    UNKNOWN;

    public Set<CancellationStatus> next() {
        return switch (this) {
            case NOT_STARTED -> EnumSet.of(EXECUTING);
            case EXECUTING -> EnumSet.of(SUCCESS, FAILURE, UNKNOWN);
            case UNKNOWN -> EnumSet.of(SUCCESS, FAILURE);
            case SUCCESS, FAILURE -> EnumSet.noneOf(CancellationStatus.class);
        };
    }

    public boolean isFinal() {
        return next().isEmpty();
    }
}
