package dev.paysaga.payment.saga;

import dev.paysaga.payment.domain.ConfirmOutcome.Resend;
import java.time.Instant;

/**
 * One call to the provider that may have moved money.
 *
 * @param idempotencyKey under which it was, and may again be, sent
 * @param requestBody the bytes that were sent
 * @param resend how the money may be asked for again if it has not been taken
 * @param tries how often its outcome has been looked for in vain
 * @param startedAt when the payment's first attempt was recorded
 */
record Attempt(
        long id,
        String orderId,
        String idempotencyKey,
        String requestBody,
        Resend resend,
        int tries,
        Instant startedAt) {}
