package dev.paysaga.payment.saga;

import dev.paysaga.events.OrderId;
import dev.paysaga.messaging.BeforeCommit;
import dev.paysaga.payment.saga.FlagRows.Mark;
import dev.paysaga.payment.saga.FlagRows.Moved;
import dev.paysaga.tracing.Traceparent;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Marks payment orders as booked and credited and cancels as followed, and announces what is completed by that. Only what
 * was booked and credited in exactly the amount that has moved is marked.
 *
 * <p>For all orders of a transaction at once: one statement for the marks of a kind, one to see what they complete. Two
 * transactions that set the two flags of a row meet at its lock, so exactly one of them sees both set. Payments go before
 * cancels, so that a payment is completed before its cancel is.
 */
@Component
class Flags {

    private final FlagRows payments;
    private final FlagRows cancels;
    private final BeforeCommit<Marked> ledger = new BeforeCommit<>(marked -> set("ledger_updated", marked));
    private final BeforeCommit<Marked> wallet = new BeforeCommit<>(marked -> set("wallet_updated", marked));

    Flags(PaymentFlags payments, CancelFlags cancels) {
        this.payments = payments;
        this.cancels = cancels;
    }

    /** @param amounts of the payment orders, by their ids, in minor units */
    void ledgerRecorded(OrderId orderId, Map<Long, Long> amounts) {
        amounts.forEach((id, amount) -> ledger.add(mark(payments, orderId, id, amount)));
    }

    /** @param amounts of the payment orders, by their ids, in minor units */
    void walletCredited(OrderId orderId, Map<Long, Long> amounts) {
        amounts.forEach((id, amount) -> wallet.add(mark(payments, orderId, id, amount)));
    }

    /** @param amount of all payment orders that the cancel takes from, in minor units */
    void ledgerReversed(OrderId orderId, long cancellationId, long amount) {
        ledger.add(mark(cancels, orderId, cancellationId, amount));
    }

    /** @param amount of all payment orders that the cancel takes from, in minor units */
    void walletDebited(OrderId orderId, long cancellationId, long amount) {
        wallet.add(mark(cancels, orderId, cancellationId, amount));
    }

    private static Marked mark(FlagRows rows, OrderId orderId, long id, long amount) {
        return new Marked(rows, new Mark(orderId.value(), new Moved(id, amount), Traceparent.current()));
    }

    private void set(String flag, List<Marked> marked) {
        for (FlagRows rows : List.of(payments, cancels)) {
            List<Mark> marks = marked.stream()
                    .filter(found -> found.rows.equals(rows))
                    .map(Marked::mark)
                    .toList();
            if (!marks.isEmpty()) {
                rows.set(flag, marks);
            }
        }
    }

    private record Marked(FlagRows rows, Mark mark) {}
}
