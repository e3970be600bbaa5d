package dev.paysaga.events;

import java.time.Instant;
import java.util.List;

/** What the wallet-service announces on {@code wallet.events.v1}. */
public sealed interface WalletEvent extends SagaEvent {

    /** Every seller of the order has the money in the wallet: one credit per payment order. */
    @EventType("paysaga.wallet.credited.v1")
    record WalletCredited(OrderId orderId, String currency, Instant creditedAt, List<WalletCredit> credits)
            implements WalletEvent {

        /** @throws IllegalArgumentException when there are no credits, one is nothing, or two are of one payment order */
        public WalletCredited {
            credits = PaymentOrderPart.each(credits);
        }
    }

    /**
     * What one wallet received for one payment order.
     *
     * @param amount minor units, more than 0
     */
    record WalletCredit(long paymentOrderId, String sellerId, long amount) implements PaymentOrderPart {}

    /**
     * Every seller whom a cancel takes from has been debited: one debit per payment order.
     *
     * @param cancellationId names the cancel, as {@link PaymentEvent.PaymentCanceled} does
     */
    @EventType("paysaga.wallet.debited.v1")
    record WalletDebited(
            OrderId orderId, long cancellationId, String currency, Instant debitedAt, List<WalletDebit> debits)
            implements WalletEvent {

        /** @throws IllegalArgumentException when there are no debits, one is nothing, or two are of one payment order */
        public WalletDebited {
            debits = PaymentOrderPart.each(debits);
        }
    }

    /**
     * What one wallet gave back for one payment order.
     *
     * @param amount minor units, more than 0
     */
    record WalletDebit(long paymentOrderId, String sellerId, long amount) implements PaymentOrderPart {}
}
