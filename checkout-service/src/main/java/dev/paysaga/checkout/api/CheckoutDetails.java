package dev.paysaga.checkout.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.paysaga.checkout.payment.PaymentView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checkout and what the payment-service says of its payment at this moment.
 *
 * @param payment null when the payment-service does not know the order yet, or cannot be asked
 */
record CheckoutDetails(
        @JsonUnwrapped CheckoutView checkout, @Nullable Payment payment) {

    record Payment(boolean isPaymentDone, String psp, List<PaymentView.PaymentOrder> paymentOrders) {

        static Payment of(PaymentView payment) {
            return new Payment(payment.isPaymentDone(), payment.psp(), payment.paymentOrders());
        }
    }
}
