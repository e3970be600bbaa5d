package dev.paysaga.psp.simulator.buyer;

import dev.paysaga.psp.simulator.truth.PaymentMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a buyer agrees to pay.
 *
 * @param captures whether PortOne takes the money by itself; null to do as it is set up
 * @param toDeposit how long the virtual account waits; null for the usual time, to the end of the day a week later
 */
public record Choice(
        PaymentMethod method,
        @Nullable Boolean captures,
        @Nullable Duration toDeposit) {

    /** In the usual way. */
    public static Choice of(PaymentMethod method) {
        return new Choice(method, null, null);
    }
}
