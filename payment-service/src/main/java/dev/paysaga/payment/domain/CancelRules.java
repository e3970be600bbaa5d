package dev.paysaga.payment.domain;

import dev.paysaga.payment.domain.ProviderPayment.CancelStatus;
import dev.paysaga.payment.domain.ProviderPayment.ProviderCancel;
import java.time.Instant;
import java.util.List;

/**
 * What a provider's account of a payment means for the cancel that is there: recognised by its reference, and by what is
 * left of the payment. Decides only.
 */
public final class CancelRules {

    private CancelRules() {}

    /**
     * @param cancellation one that has been sent, with what was left before it
     * @param found a payment whose money was taken
     */
    public static CancelVerdict decide(Cancellation cancellation, ProviderPayment found) {
        List<ProviderCancel> ours = found.cancels().stream()
                .filter(cancel -> cancellation.reference().equals(cancel.reference()))
                .toList();
        for (ProviderCancel cancel : ours) {
            if (cancel.status() == CancelStatus.SUCCEEDED) {
                return succeeded(cancellation, cancel);
            }
        }
        if (ours.stream().anyMatch(cancel -> cancel.status() == CancelStatus.REQUESTED)) {
            return new CancelVerdict.Waits();
        }
        if (!ours.isEmpty()) {
            return new CancelVerdict.Failed();
        }
        return missing(cancellation, found);
    }

    private static CancelVerdict succeeded(Cancellation cancellation, ProviderCancel cancel) {
        if (cancel.amount() != cancellation.amount()) {
            return new CancelVerdict.Contradicts("Cancel " + cancellation.id() + " is of " + cancellation.amount()
                    + ", but the provider has given " + cancel.amount() + " back for it.");
        }
        Instant canceledAt = cancel.canceledAt();
        return canceledAt == null ? new CancelVerdict.Waits() : new CancelVerdict.Done(canceledAt);
    }

    private static CancelVerdict missing(Cancellation cancellation, ProviderPayment found) {
        Long before = cancellation.remainingBefore();
        if (before == null || found.remaining() != before) {
            return new CancelVerdict.Contradicts("Before cancel " + cancellation.id() + " " + before
                    + " were left of the payment; the provider does not know this cancel, but has " + found.remaining()
                    + " left: somebody else has given money back there.");
        }
        return cancellation.requestedAt() == null
                ? new CancelVerdict.NotExecuted()
                : new CancelVerdict.Vanished(
                        "The provider had taken on cancel " + cancellation.id() + " and does not know it any more.");
    }

    /** What has become of a cancel at the provider. */
    public sealed interface CancelVerdict {

        /** The money went back. */
        record Done(Instant canceledAt) implements CancelVerdict {}

        /** The provider works on it. */
        record Waits() implements CancelVerdict {}

        /** The provider took it on and could not do it. */
        record Failed() implements CancelVerdict {}

        /** It was not executed so far, and may be asked for again by whoever looks after it. */
        record NotExecuted() implements CancelVerdict {}

        /** It was taken on, and is not there any more: a human must see it, and it is not asked for again. */
        record Vanished(String what) implements CancelVerdict {}

        /** The provider's account is at odds with ours: a human must see it. */
        record Contradicts(String what) implements CancelVerdict {}
    }
}
