package dev.paysaga.payment.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From which payment orders a cancel is taken. A pure function: the caller holds the payment's lock. */
public sealed interface Allocation {

    /** @param parts at least one, in order of id; none takes more than what is left of its payment order */
    record Parts(List<CancellationPart> parts) implements Allocation {

        public Parts {
            parts = List.copyOf(parts);
        }

        public long amount() {
            return parts.stream().mapToLong(CancellationPart::amount).sum();
        }
    }

    /** Nothing is left of what was asked for. */
    record NothingLeft() implements Allocation {}

    /** @param left minor units that are left of what was asked for, less than what was asked */
    record Exceeds(long left) implements Allocation {}

    /** No payment order is this seller's. */
    record NoSuchSeller() implements Allocation {}

    /**
     * What is left of one payment order: its amount less every cancel that was asked for and has not failed.
     *
     * @param left minor units, 0 or more
     */
    record Share(long paymentOrderId, String sellerId, long left) {}

    /**
     * @param shares in order of id
     * @param sellerId only from this seller's payment orders; absent: from all
     * @param amount minor units, more than 0; absent: all that is left of them
     */
    static Allocation of(List<Share> shares, @Nullable String sellerId, @Nullable Long amount) {
        List<Share> from = sellerId == null
                ? shares
                : shares.stream()
                        .filter(share -> share.sellerId.equals(sellerId))
                        .toList();
        if (from.isEmpty()) {
            return new NoSuchSeller();
        }
        long left = from.stream().mapToLong(Share::left).reduce(0, Math::addExact);
        if (left == 0) {
            return new NothingLeft();
        }
        if (amount != null && amount > left) {
            return new Exceeds(left);
        }
        return new Parts(take(from, amount == null ? left : amount));
    }

    private static List<CancellationPart> take(List<Share> from, long amount) {
        var parts = new ArrayList<CancellationPart>();
        long missing = amount;
        for (Share share : from) {
            long part = Math.min(missing, share.left);
            if (part > 0) {
                parts.add(new CancellationPart(share.paymentOrderId, share.sellerId, part));
                missing -= part;
            }
        }
        return parts;
    }
}
