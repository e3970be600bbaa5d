package dev.paysaga.payment.api;

import dev.paysaga.payment.domain.Cancellation;
import dev.paysaga.payment.domain.Cancellation.RequestedBy;
import dev.paysaga.payment.domain.CancellationPart;
import dev.paysaga.payment.domain.CancellationStatus;
import dev.paysaga.payment.domain.Payment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cancel as others see it.
 *
 * @param amount minor units
 * @param failure why the provider refused; absent unless {@code FAILURE}
 * @param parts from which payment orders it is taken; none when the money had come too late for its order
 */
record CancellationView(
        long cancellationId,
        String orderId,
        long amount,
        String reason,
        CancellationStatus status,
        RequestedBy requestedBy,
        PaymentView.@Nullable Failure failure,
        boolean ledgerUpdated,
        boolean walletUpdated,
        boolean isCancellationDone,
        List<CancellationPart> parts) {

    static CancellationView of(Payment payment, Cancellation cancellation) {
        return of(payment.orderId().value(), cancellation);
    }

    static CancellationView of(String orderId, Cancellation cancellation) {
        String code = cancellation.failureCode();
        return new CancellationView(
                cancellation.id(),
                orderId,
                cancellation.amount(),
                cancellation.reason(),
                cancellation.status(),
                cancellation.requestedBy(),
                code == null ? null : new PaymentView.Failure(code, String.valueOf(cancellation.failureMessage())),
                cancellation.ledgerUpdated(),
                cancellation.walletUpdated(),
                cancellation.isCancellationDone(),
                cancellation.parts());
    }
}
