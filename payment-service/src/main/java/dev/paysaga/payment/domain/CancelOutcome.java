package dev.paysaga.payment.domain;

import dev.paysaga.payment.domain.ConfirmOutcome.Resend;
import java.time.Instant;

/** What we know after asking a provider to give money back. */
public sealed interface CancelOutcome {

    /** The provider has given the money back, and what it says about it is what we asked for. */
    record Canceled(Instant canceledAt) implements CancelOutcome {}

    /** The provider has taken the wish and tells the end later: look until it does. */
    record Requested() implements CancelOutcome {}

    /** The provider has refused for good; nothing was given back by this request. */
    record Declined(String code, String message) implements CancelOutcome {

        public Declined {
            code = ConfirmOutcome.Declined.shortCode(code);
            message = ConfirmOutcome.Declined.shortMessage(message);
        }
    }

    /** The money may have been given back. The provider must be asked before anything else is done with the payment. */
    record Unknown(String code, String message, Resend resend) implements CancelOutcome {}

    /** Another request for the same payment is running at the provider. */
    record InFlight(String code, Resend resend) implements CancelOutcome {}

    /** The provider does not take us for who we are: ours to repair. Nothing has moved. */
    record ConfigError(String code, String message) implements CancelOutcome {}
}
