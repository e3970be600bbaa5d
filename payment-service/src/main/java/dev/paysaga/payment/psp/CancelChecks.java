package dev.paysaga.payment.psp;

import static dev.paysaga.payment.domain.ConfirmOutcome.Resend.NEW_KEY;

import dev.paysaga.payment.domain.CancelOutcome;
import dev.paysaga.payment.domain.CancelOutcome.Canceled;
import dev.paysaga.payment.domain.CancelOutcome.Declined;
import dev.paysaga.payment.domain.CancelOutcome.Requested;
import dev.paysaga.payment.domain.CancelOutcome.Unknown;
import dev.paysaga.payment.domain.ProviderPayment.CancelStatus;
import dev.paysaga.payment.domain.ProviderPayment.ProviderCancel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a provider's list of cancels proves, whichever provider wrote it. */
final class CancelChecks {

    private CancelChecks() {}

    /** What has become of the cancel that we asked for, by the cancels that the provider shows in answer. */
    static CancelOutcome outcome(CancelRef cancel, List<ProviderCancel> shown) {
        List<ProviderCancel> ours = shown.stream()
                .filter(one -> cancel.reference().equals(one.reference()))
                .toList();
        if (ours.isEmpty()) {
            return new Unknown("CANCEL_NOT_SHOWN", "The provider answered 200, but does not show our cancel", NEW_KEY);
        }
        List<ProviderCancel> done = with(CancelStatus.SUCCEEDED, ours);
        if (done.size() > 1) {
            return new Unknown("CONTRADICTION", "The provider has done the same cancel more than once", NEW_KEY);
        }
        ProviderCancel latest = done.isEmpty() ? ours.getLast() : done.getFirst();
        if (latest.amount() != cancel.amount()) {
            String what = "The provider cancels " + latest.amount() + ", we asked for " + cancel.amount();
            return new Unknown("CONTRADICTION", what, NEW_KEY);
        }
        return switch (latest.status()) {
            case SUCCEEDED ->
                latest.canceledAt() == null
                        ? new Unknown("NOT_DONE", "The provider does not say when it canceled", NEW_KEY)
                        : new Canceled(latest.canceledAt());
            case REQUESTED -> new Requested();
            case FAILED -> new Declined("CANCEL_FAILED", "The provider has tried to give the money back and failed");
        };
    }

    /**
     * Whether what is left is what the cancels leave. A cancel that is still under way may or may not be taken off
     * already.
     *
     * @return what does not fit; absent when all does
     */
    static @Nullable String contradiction(long taken, long remaining, List<ProviderCancel> cancels) {
        long done = sum(with(CancelStatus.SUCCEEDED, cancels));
        long underWay = sum(with(CancelStatus.REQUESTED, cancels));
        long most = taken - done;
        if (remaining < 0 || remaining > most || remaining < most - underWay) {
            return "of " + taken + " it says that " + remaining + " is left, but shows cancels of " + done;
        }
        return null;
    }

    private static List<ProviderCancel> with(CancelStatus status, List<ProviderCancel> cancels) {
        return cancels.stream().filter(cancel -> cancel.status() == status).toList();
    }

    private static long sum(List<ProviderCancel> cancels) {
        return cancels.stream().mapToLong(ProviderCancel::amount).reduce(0, Math::addExact);
    }
}
