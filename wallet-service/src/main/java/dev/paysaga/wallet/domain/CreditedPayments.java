package dev.paysaga.wallet.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What sellers have received for some payment orders, and how much of it they still have. A cancel takes from there or
 * not at all, whatever the payment-service believes; that the seller has other money does not help.
 */
public final class CreditedPayments {

    private final Map<Long, WalletChange> credits = new HashMap<>();
    private final Map<Long, Long> left = new HashMap<>();

    /** @param changes all that the wallets hold of the payment orders, in the order in which they were made */
    public CreditedPayments(List<WalletChange> changes) {
        changes.forEach(this::add);
    }

    /**
     * Makes one more change for one of the payment orders.
     *
     * @throws UncoveredDebitException when it takes back what nobody has received, or more than is left of it
     */
    public void add(WalletChange change) {
        switch (change.kind()) {
            case CREDIT -> {
                credits.put(change.paymentOrderId(), change);
                left.put(change.paymentOrderId(), change.amount().amount());
            }
            case DEBIT -> left.put(change.paymentOrderId(), leftAfter(change));
        }
    }

    private long leftAfter(WalletChange debit) {
        WalletChange credit = credits.get(debit.paymentOrderId());
        Long before = left.get(debit.paymentOrderId());
        if (credit == null || before == null) {
            throw new UncoveredDebitException(debit, "nobody has received anything for it");
        }
        if (!isOfTheSame(debit, credit)) {
            throw new UncoveredDebitException(
                    debit, credit.sellerId() + " has received " + credit.amount() + " for order " + credit.orderId());
        }
        long after = before - debit.amount().amount();
        if (after < 0) {
            throw new UncoveredDebitException(debit, "only " + before + " are left of it");
        }
        return after;
    }

    private static boolean isOfTheSame(WalletChange debit, WalletChange credit) {
        return debit.orderId().equals(credit.orderId())
                && debit.sellerId().equals(credit.sellerId())
                && debit.amount().currency().equals(credit.amount().currency());
    }
}
