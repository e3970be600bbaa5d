package dev.paysaga.payment.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What we know after asking a provider to take money, or after looking whether it has. */
public sealed interface ConfirmOutcome {

    /** The provider has the money, and everything that it says about it is what we asked for. */
    record Approved(Instant approvedAt) implements ConfirmOutcome {}

    /**
     * The buyer will pay later, into an account that the provider has opened. No money has moved.
     *
     * @param dueAt until when the provider takes the deposit
     * @param secretHash lower-case hexadecimal SHA-256 of what the provider will name in its news about the deposit, where
     *     it does; the secret itself is kept nowhere
     */
    record WaitingForDeposit(Instant dueAt, @Nullable String secretHash) implements ConfirmOutcome {}

    /**
     * The provider has refused for good; no money has moved.
     *
     * @param code at most {@value #LONGEST_CODE} characters, the rest is cut: what a provider writes must not keep its
     *     answer from being recorded
     * @param message at most {@value #LONGEST_MESSAGE} characters, the rest is cut
     */
    record Declined(String code, String message) implements ConfirmOutcome {

        private static final int LONGEST_CODE = 100;
        private static final int LONGEST_MESSAGE = 510;

        public Declined {
            code = shortCode(code);
            message = shortMessage(message);
        }

        static String shortCode(String code) {
            return cut(code, LONGEST_CODE);
        }

        static String shortMessage(String message) {
            return cut(message, LONGEST_MESSAGE);
        }

        private static String cut(String text, int longest) {
            return text.codePointCount(0, text.length()) <= longest
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, longest));
        }
    }

    /** Money may have moved. The provider must be asked; the order must not be failed nor charged anew. */
    record Unknown(String code, String message, Resend resend) implements ConfirmOutcome {}

    /** Another request for the same payment is running at the provider. */
    record InFlight(String code, Resend resend) implements ConfirmOutcome {}

    /** The provider does not take us for who we are: ours to repair. Nothing has moved. */
    record ConfigError(String code, String message) implements ConfirmOutcome {}

    /** How the same money may be asked for again, once a look has shown that it has not been taken. */
    enum Resend {
        /** No answer was received: the same request under the same key gets the first one's answer, or runs once. */
        SAME_KEY,
        /** The provider keeps its error with the key: only a new key gets another answer. */
        NEW_KEY
    }
}
