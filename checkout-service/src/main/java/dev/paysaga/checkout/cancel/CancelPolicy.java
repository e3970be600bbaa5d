package dev.paysaga.checkout.cancel;

import dev.paysaga.checkout.domain.CheckoutStatus;

/** Until when buyers may take back what they have paid. What is not paid may always be given up. */
public enum CancelPolicy {
    /** Only operators give money back. */
    NEVER,
    /** While books and wallets have not followed yet: before a seller can have begun to send. */
    BEFORE_COMPLETION,
    /** For as long as there is something left. */
    ANY_TIME;

    /** Whether money of a checkout in this state may be asked back. */
    public boolean allows(CheckoutStatus status) {
        return switch (status) {
            case SUCCESS -> this != NEVER;
            case COMPLETE -> this == ANY_TIME;
            case PREPAY, IN_PROGRESS, FAIL, CANCEL -> false;
        };
    }
}
