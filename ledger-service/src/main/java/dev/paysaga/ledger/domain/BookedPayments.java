package dev.paysaga.ledger.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the books hold of some payment orders: the entry of each payment, and how much of it is left. A cancel takes
 * from there or not at all, whatever the payment-service believes.
 */
public final class BookedPayments {

    private final Map<Long, LedgerEntry> payments = new HashMap<>();
    private final Map<Long, Long> left = new HashMap<>();

    /** @param entries all that the books hold of the payment orders, in the order in which they were made */
    public BookedPayments(List<LedgerEntry> entries) {
        entries.forEach(this::add);
    }

    /**
     * Books one more entry of one of the payment orders.
     *
     * @throws UncoveredCancelException when it takes back what was never booked, or more than is left of it
     */
    public void add(LedgerEntry entry) {
        switch (entry.kind()) {
            case PAYMENT -> {
                payments.put(entry.paymentOrderId(), entry);
                left.put(entry.paymentOrderId(), entry.amount().amount());
            }
            case CANCEL -> left.put(entry.paymentOrderId(), leftAfter(entry));
        }
    }

    private long leftAfter(LedgerEntry cancel) {
        LedgerEntry payment = payments.get(cancel.paymentOrderId());
        Long before = left.get(cancel.paymentOrderId());
        if (payment == null || before == null) {
            throw new UncoveredCancelException(cancel, "the books hold no payment of it");
        }
        if (!isReverse(cancel, payment)) {
            throw new UncoveredCancelException(
                    cancel,
                    "the books hold it as " + payment.amount() + " from " + payment.debit() + " to " + payment.credit()
                            + " for order " + payment.orderId());
        }
        long after = before - cancel.amount().amount();
        if (after < 0) {
            throw new UncoveredCancelException(cancel, "only " + before + " are left of it");
        }
        return after;
    }

    private static boolean isReverse(LedgerEntry cancel, LedgerEntry payment) {
        return cancel.orderId().equals(payment.orderId())
                && cancel.debit().equals(payment.credit())
                && cancel.credit().equals(payment.debit())
                && cancel.amount().currency().equals(payment.amount().currency());
    }
}
