package dev.paysaga.checkout.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.paysaga.checkout.payment.PaymentView.Status;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the payment-service says of a cancel; we read what a buyer is to know.
 *
 * @param amount minor units given back, or to be given back
 * @param failure only when the provider refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CancellationView(long cancellationId, long amount, Status status, PaymentView.@Nullable Failure failure) {

    public CancellationView {
        Objects.requireNonNull(status, "status");
    }
}
