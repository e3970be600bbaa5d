package dev.paysaga.checkout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.paysaga.checkout.payment.CancellationView;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a cancel: the checkout as it is now. The cancel's own outcome comes before the books have followed it.
 *
 * @param cancellation only when money is given back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CanceledView(
        @JsonUnwrapped CheckoutView checkout, @Nullable CancellationView cancellation) {}
