package dev.paysaga.payment.saga;

import dev.paysaga.payment.domain.Allocation;
import dev.paysaga.payment.domain.Cancellation;
import dev.paysaga.payment.domain.Cancellation.RequestedBy;
import dev.paysaga.payment.domain.CancellationStatus;
import dev.paysaga.payment.domain.Payment;
import dev.paysaga.payment.psp.CancelRef.RefundAccount;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Cancels that nobody asked for over HTTP. Laid down in the caller's transaction, which holds the payment's lock; they
 * are sent by {@link CancelQueue} afterwards.
 */
@Component
class CancelIntents {

    private final Cancellations cancellations;
    private final Clock clock;

    CancelIntents(Cancellations cancellations, Clock clock) {
        this.cancellations = cancellations;
        this.clock = clock;
    }

    /** Everything of an approved payment that no other cancel takes. Nothing when there is nothing left. */
    void allThatIsLeft(Payment payment, String reason, RequestedBy by) {
        var shares = Cancellations.shares(payment, cancellations.of(payment));
        if (Allocation.of(shares, null, null) instanceof Allocation.Parts parts) {
            Instant now = clock.instant();
            cancellations.add(
                    payment,
                    new NewCancellation(null, null, parts.amount(), reason, by, true, null, parts.parts()),
                    now,
                    now);
        }
    }

    /**
     * Money that came too late for its order, so that no book has it: it goes back whole.
     *
     * @param account where the money goes, when the provider must be told
     * @param again whether to try once more what the provider has refused before
     * @return whether it was laid down; not when it has been, or is being, given back
     */
    boolean unbooked(
            Payment payment,
            long amount,
            String reason,
            RequestedBy by,
            @Nullable RefundAccount account,
            boolean again) {
        List<Cancellation> before = cancellations.of(payment);
        boolean blocked = before.stream()
                .anyMatch(found -> found.status() == CancellationStatus.FAILURE
                        ? !again
                        : found.status() != CancellationStatus.SUCCESS);
        if (blocked) {
            return false;
        }
        Instant now = clock.instant();
        cancellations.add(
                payment, new NewCancellation(null, null, amount, reason, by, false, account, List.of()), now, now);
        return true;
    }
}
