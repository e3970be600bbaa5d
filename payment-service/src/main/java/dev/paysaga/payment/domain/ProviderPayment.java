package dev.paysaga.payment.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says that a payment is, at one moment, in our words. Order, amount and currency have been compared
 * with ours already: what does not match is no {@code ProviderPayment} but a {@link LookupOutcome.Contradiction}.
 *
 * @param remaining minor units that could still be given back; less than the amount once something was canceled
 * @param approvedAt when the money was taken; present exactly when {@link Status#CAPTURED}
 * @param depositDueAt until when a deposit is taken; only while {@link Status#WAITING_FOR_DEPOSIT}
 * @param failure why it ended without money, where the provider says so
 * @param cancels what was given back, or is being given back, in the provider's order
 */
public record ProviderPayment(
        Status status,
        long remaining,
        @Nullable Instant approvedAt,
        @Nullable Instant depositDueAt,
        @Nullable Failure failure,
        List<ProviderCancel> cancels) {

    public ProviderPayment {
        cancels = List.copyOf(cancels);
    }

    /** What a payment can be at any provider. Decided by money and time, never by a provider's name of a state alone. */
    public enum Status {
        /** The buyer or the provider is still at it; no money has been taken so far. */
        PENDING,
        /** An account was opened for the buyer's transfer; no money has come so far. */
        WAITING_FOR_DEPOSIT,
        /** The money was taken, whatever was given back since. */
        CAPTURED,
        /** It ended without money. */
        FAILED,
        /** Its time ran out without money. */
        EXPIRED
    }

    /** @param code the provider's own */
    public record Failure(String code, String message) {}

    /**
     * One cancel at the provider.
     *
     * @param reference our name of the cancel, as we put it into its reason; absent when the cancel is not ours
     * @param amount minor units
     * @param canceledAt absent until it has succeeded
     */
    public record ProviderCancel(
            @Nullable String reference,
            long amount,
            CancelStatus status,
            @Nullable Instant canceledAt) {}

    /** How far a cancel at the provider is. */
    public enum CancelStatus {
        SUCCEEDED,
        REQUESTED,
        FAILED
    }
}
