package dev.paysaga.checkout.pages;

import dev.paysaga.checkout.domain.CheckoutStatus;

/**
 * What of an order may change while somebody looks at it.
 *
 * @param isDepositAwaited whether the buyer has yet to transfer the money
 * @param canceledAmount minor units given back so far
 * @param isCancelAsked whether the buyer has asked for money back
 */
record OrderState(CheckoutStatus status, boolean isDepositAwaited, long canceledAmount, boolean isCancelAsked) {

    /** Differs when a page that shows it has to be drawn anew. Tells more than the state to the order's holder only. */
    String version(boolean isHolder) {
        return isHolder
                ? status + (isDepositAwaited ? "-deposit" : "") + (isCancelAsked ? "-cancel" : "") + "-"
                        + canceledAmount
                : status.name();
    }

    /** Whether nothing changes any more, unless somebody asks for it. */
    boolean isSettled() {
        return switch (status) {
            case FAIL, CANCEL -> true;
            case COMPLETE -> !isCancelAsked;
            case PREPAY, IN_PROGRESS, SUCCESS -> false;
        };
    }

    /** Names what a reader is told. */
    String key() {
        return switch (status) {
            case IN_PROGRESS -> isDepositAwaited ? "DEPOSIT" : "IN_PROGRESS";
            case SUCCESS, COMPLETE -> isCancelAsked ? "REFUNDING" : status.name();
            case CANCEL -> canceledAmount > 0 ? "REFUNDED" : "CANCEL";
            case PREPAY, FAIL -> status.name();
        };
    }
}
