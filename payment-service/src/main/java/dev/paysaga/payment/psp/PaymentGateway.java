package dev.paysaga.payment.psp;

import dev.paysaga.events.Psp;
import dev.paysaga.payment.domain.CancelOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome;
import dev.paysaga.payment.domain.LookupOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A payment service provider, as far as the suite needs one.
 *
 * <p>No method may be called inside a database transaction (it throws), none throws for anything that the provider or
 * the network does, and none asks for money to be moved a second time by itself.
 */
public interface PaymentGateway {

    Psp psp();

    /**
     * How long after its first use an idempotency key may be sent again. Providers forget keys: after it, the same key
     * may take, or give back, the money once more. What is older is only looked up.
     */
    Duration keyValidity();

    /** The bytes to send for a confirm, to be stored before they are sent. */
    String confirmBody(PaymentRef payment);

    /**
     * Asks the provider to take the money.
     *
     * @param idempotencyKey stored before the first call; the same key never takes money twice
     * @param body what {@link #confirmBody} gave and was stored
     */
    ConfirmOutcome confirm(PaymentRef payment, String idempotencyKey, String body);

    /** Asks the provider what has become of a payment. Moves nothing. */
    LookupOutcome lookup(PaymentRef payment);

    /** The bytes to send for a cancel, to be stored before they are sent; of a refund account nothing may be stored. */
    String cancelBody(CancelRef cancel);

    /**
     * Asks the provider to give money back.
     *
     * @param idempotencyKey stored before the first call; the same key never gives money back twice
     * @param body what {@link #cancelBody} gave
     */
    CancelOutcome cancel(CancelRef cancel, String idempotencyKey, String body);

    /**
     * Every movement of money that the provider has in its list for a period, oldest first.
     *
     * @param from inclusive
     * @param until exclusive
     * @throws ProviderListException when the list cannot be had whole
     */
    List<ProviderTransaction> transactions(Instant from, Instant until);
}
