package dev.paysaga.checkout.payment;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a cancel at the payment-service has brought. */
public sealed interface CancelAnswer {

    /** The payment is approved for us and not yet for the payment-service, or in doubt there. */
    String UNRESOLVED = "urn:paysaga:problem:payment-unresolved";

    /** The provider has given the money back. */
    record GivenBack(CancellationView cancellation) implements CancelAnswer {}

    /** The payment-service has it in hand and will end it by itself. */
    record Accepted(CancellationView cancellation) implements CancelAnswer {}

    /** The provider gives nothing back. */
    record Declined(String code, String message) implements CancelAnswer {}

    /** It could not be asked, or does not know the payment: the same call may succeed in a moment. */
    record NotNow(String reason) implements CancelAnswer {}

    /**
     * It refuses the request, for a reason that the buyer is to hear.
     *
     * @param status of HTTP, 4xx
     */
    record Refused(int status, Refusal problem) implements CancelAnswer {}

    /** It refuses the call itself. Asking again is of no use; somebody must look. */
    record NotUnderstood(String reason) implements CancelAnswer {}

    /**
     * A problem of the payment-service.
     *
     * @param type such as {@code urn:paysaga:problem:exceeds-remaining}
     * @param errors the fields that are wrong
     */
    record Refusal(String type, String title, String detail, List<Field> errors) {

        /** Those whose words are for the buyer; everything else is between the services. */
        static final Set<String> FOR_BUYERS = Set.of(
                "urn:paysaga:problem:nothing-to-cancel",
                "urn:paysaga:problem:exceeds-remaining",
                "urn:paysaga:problem:invalid-request",
                "urn:paysaga:problem:idempotency-key-reused",
                "urn:paysaga:problem:request-in-progress");

        @SuppressWarnings("ConstantValue") // what is read from outside may lack anything
        public Refusal(
                @Nullable String type, @Nullable String title, @Nullable String detail, @Nullable List<Field> errors) {
            this.type = type == null ? "" : type;
            this.title = title == null ? "" : title;
            this.detail = detail == null ? "" : detail;
            this.errors = errors == null ? List.of() : List.copyOf(errors);
        }
    }

    /** What is wrong with one field. */
    record Field(String field, String message) {}

    /** What a cancellation in this state means. */
    static CancelAnswer of(CancellationView cancellation) {
        return switch (cancellation.status()) {
            case SUCCESS -> new GivenBack(cancellation);
            case FAILURE -> {
                PaymentView.Failure failure = cancellation.failure();
                yield failure == null
                        ? new Declined("CANCEL_DECLINED", "The provider gives nothing back.")
                        : new Declined(failure.code(), failure.message());
            }
            case NOT_STARTED, EXECUTING, UNKNOWN -> new Accepted(cancellation);
        };
    }

    /**
     * What an answer that is no cancellation means.
     *
     * @param status of HTTP, 400 or more
     */
    static CancelAnswer ofRefusal(int status, Refusal problem) {
        if (status >= 500 || status == 404 || status == 429 || problem.type().equals(UNRESOLVED)) {
            return new NotNow("it answered " + status);
        }
        return Refusal.FOR_BUYERS.contains(problem.type())
                ? new Refused(status, problem)
                : new NotUnderstood(status + " " + problem);
    }
}
