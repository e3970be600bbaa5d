package dev.paysaga.payment.domain;

import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.events.PaymentEvent.PaymentDeclined;
import dev.paysaga.events.PaymentEvent.PaymentWaitingForDeposit;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What others are told of a payment: the events that are true of it now. */
public final class Announcements {

    private Announcements() {}

    static PaymentApproved approved(Payment payment, Instant approvedAt) {
        return new PaymentApproved(
                payment.orderId(),
                payment.psp(),
                payment.nameAtProvider(),
                payment.amount(),
                payment.currency(),
                approvedAt,
                payment.paymentOrders().stream().map(PaymentOrder::approved).toList());
    }

    /** @param paymentKey which payment of the provider was refused */
    static PaymentDeclined declined(
            Payment payment, String paymentKey, String code, String message, Instant declinedAt) {
        return new PaymentDeclined(
                payment.orderId(),
                payment.psp(),
                paymentKey,
                payment.amount(),
                payment.currency(),
                code,
                message,
                declinedAt);
    }

    static PaymentWaitingForDeposit waitingForDeposit(Payment payment, Instant dueAt) {
        return new PaymentWaitingForDeposit(
                payment.orderId(),
                payment.psp(),
                payment.nameAtProvider(),
                payment.amount(),
                payment.currency(),
                dueAt);
    }

    /** The cancel that is now true, taken from the payment's orders. */
    public static PaymentCanceled canceled(Payment payment, Cancellation cancellation, Instant canceledAt) {
        Map<Long, PaymentOrder> orders =
                payment.paymentOrders().stream().collect(Collectors.toMap(PaymentOrder::id, Function.identity()));
        return new PaymentCanceled(
                payment.orderId(),
                cancellation.id(),
                payment.psp(),
                payment.nameAtProvider(),
                cancellation.amount(),
                payment.currency(),
                cancellation.reason(),
                canceledAt,
                cancellation.parts().stream()
                        .map(part -> Objects.requireNonNull(orders.get(part.paymentOrderId()))
                                .canceled(part.amount()))
                        .toList());
    }
}
