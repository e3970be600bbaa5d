package dev.paysaga.payment.psp;

import static dev.paysaga.payment.domain.ConfirmOutcome.Resend.NEW_KEY;
import static dev.paysaga.payment.domain.ConfirmOutcome.Resend.SAME_KEY;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.events.Psp;
import dev.paysaga.payment.domain.CancelOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome.Approved;
import dev.paysaga.payment.domain.ConfirmOutcome.Declined;
import dev.paysaga.payment.domain.ConfirmOutcome.Unknown;
import dev.paysaga.payment.domain.ConfirmOutcome.WaitingForDeposit;
import dev.paysaga.payment.domain.LookupOutcome;
import dev.paysaga.payment.domain.LookupOutcome.ConfigError;
import dev.paysaga.payment.domain.LookupOutcome.Contradiction;
import dev.paysaga.payment.domain.LookupOutcome.Found;
import dev.paysaga.payment.domain.LookupOutcome.NoAnswer;
import dev.paysaga.payment.domain.LookupOutcome.NotFound;
import dev.paysaga.payment.domain.ProviderPayment;
import dev.paysaga.payment.domain.ProviderPayment.ProviderCancel;
import dev.paysaga.payment.domain.ProviderPayment.Status;
import dev.paysaga.payment.psp.ProviderCalls.Answered;
import dev.paysaga.payment.psp.ProviderCalls.Call;
import dev.paysaga.payment.psp.ProviderCalls.NotSent;
import dev.paysaga.payment.psp.ProviderCalls.Operation;
import dev.paysaga.payment.psp.ProviderCalls.Silent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.util.UriUtils;

/**
 * PortOne, API version 2, with manual confirm. Its name of a payment is our order id; the payment key is the token that
 * its window has given the buyer.
 */
final class PortOnePayments implements PaymentGateway {

    private static final Logger log = LoggerFactory.getLogger(PortOnePayments.class);

    /** PortOne keeps a key for three hours and may change that: half an hour less. */
    private static final Duration KEY_VALIDITY = Duration.ofMinutes(150);

    /** What PortOne takes between the quotes, less what would need escaping there. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.:-]{16,256}");

    private final ProviderCalls calls;
    private final @Nullable String storeId;

    PortOnePayments(ProviderCalls calls, @Nullable String storeId) {
        this.calls = calls;
        this.storeId = storeId;
    }

    @Override
    public Psp psp() {
        return Psp.PORTONE;
    }

    @Override
    public Duration keyValidity() {
        return KEY_VALIDITY;
    }

    @Override
    public String confirmBody(PaymentRef payment) {
        return ProviderJson.write(new ConfirmBody(
                storeId,
                payment.requiredPaymentKey(),
                payment.money().currency(),
                payment.money().amount()));
    }

    /** Its 200 names neither order nor amount: the payment is read, and compared, before it is believed. */
    @Override
    public ConfirmOutcome confirm(PaymentRef payment, String idempotencyKey, String body) {
        Call call = Call.post(path(payment) + "/confirm", quoted(idempotencyKey), body);
        return switch (calls.send(Operation.CONFIRM, call)) {
            case NotSent(String code, String why) -> new Unknown(code, why, SAME_KEY);
            case Silent(String why) -> new Unknown("NO_ANSWER", "PortOne did not answer: " + why, SAME_KEY);
            case Answered answer
            when answer.isSuccess() -> {
                log(Operation.CONFIRM, answer, null, idempotencyKey);
                yield confirmed(lookup(payment));
            }
            case Answered answer -> {
                ProviderError error = error(Operation.CONFIRM, answer, idempotencyKey);
                ConfirmOutcome refusal = PortOneErrors.confirm(error.code(), error.message());
                yield PortOneErrors.isSettledByReading(error.code()) ? settled(refusal, lookup(payment)) : refusal;
            }
        };
    }

    @Override
    public LookupOutcome lookup(PaymentRef payment) {
        String query = storeId == null ? "" : "?storeId=" + UriUtils.encode(storeId, UTF_8);
        return switch (calls.send(Operation.LOOKUP, Call.get(path(payment) + query))) {
            case NotSent(String code, String why) -> new NoAnswer(code + ": " + why);
            case Silent(String why) -> new NoAnswer("NO_ANSWER: " + why);
            case Answered answer
            when answer.isSuccess() -> {
                PortOnePayment found = ProviderJson.read(answer.body(), PortOnePayment.class);
                yield found == null
                        ? new NoAnswer("UNREADABLE_ANSWER: PortOne's answer cannot be read")
                        : found.seenAs(payment, storeId);
            }
            case Answered answer -> {
                ProviderError error = error(Operation.LOOKUP, answer, null);
                yield PortOneErrors.lookup(error.code(), error.message());
            }
        };
    }

    @Override
    public String cancelBody(CancelRef cancel) {
        return ProviderJson.write(new CancelBody(
                storeId,
                cancel.amount(),
                CancelReason.of(cancel),
                cancel.remainingBefore(),
                RefundAccount.of(cancel.refundAccount())));
    }

    @Override
    public CancelOutcome cancel(CancelRef cancel, String idempotencyKey, String body) {
        Call call = Call.post(path(cancel.payment()) + "/cancel", quoted(idempotencyKey), body);
        return switch (calls.send(Operation.CANCEL, call)) {
            case NotSent(String code, String why) -> new CancelOutcome.Unknown(code, why, SAME_KEY);
            case Silent(String why) ->
                new CancelOutcome.Unknown("NO_ANSWER", "PortOne did not answer: " + why, SAME_KEY);
            case Answered answer
            when answer.isSuccess() -> {
                log(Operation.CANCEL, answer, null, idempotencyKey);
                yield canceled(cancel, answer);
            }
            case Answered answer -> {
                ProviderError error = error(Operation.CANCEL, answer, idempotencyKey);
                yield PortOneErrors.cancel(error.code(), error.message());
            }
        };
    }

    @Override
    public List<ProviderTransaction> transactions(Instant from, Instant until) {
        return new PortOneTransactions(calls, storeId).between(from, until);
    }

    /** After a 200: only a payment that is paid, and ours, is an approval. Under the same key PortOne answers the same. */
    private static ConfirmOutcome confirmed(LookupOutcome read) {
        return switch (read) {
            case Found(ProviderPayment found) when found.approvedAt() != null -> new Approved(found.approvedAt());
            case Found(ProviderPayment found)
            when found.depositDueAt() != null -> new WaitingForDeposit(found.depositDueAt(), null);
            case Found(ProviderPayment found) ->
                new Unknown("NOT_DONE", "PortOne confirmed, but says " + found.status(), SAME_KEY);
            case Contradiction(String what) -> new Unknown("CONTRADICTION", what, NEW_KEY);
            case NotFound(String code) -> new Unknown("NOT_READ", "PortOne confirmed, but says " + code, SAME_KEY);
            case NoAnswer(String why) ->
                new Unknown("NOT_READ", "PortOne confirmed, but could not be read: " + why, SAME_KEY);
            case ConfigError(String code, String _) ->
                new Unknown("NOT_READ", "PortOne confirmed, but refuses to be read: " + code, SAME_KEY);
        };
    }

    /** After a refusal: what the payment is outweighs it; when that says nothing, the refusal stands. */
    private static ConfirmOutcome settled(ConfirmOutcome refusal, LookupOutcome read) {
        return switch (read) {
            case Found(ProviderPayment found)
            when found.status() == Status.FAILED && found.failure() != null ->
                new Declined(found.failure().code(), found.failure().message());
            case Found(ProviderPayment found)
            when found.status() == Status.FAILED ->
                new Declined("FAILED", "PortOne has ended the payment without money");
            case Found(ProviderPayment found) when found.status() == Status.PENDING -> refusal;
            case Found _ -> confirmed(read);
            case NotFound _ -> refusal;
            case Contradiction _, NoAnswer _, ConfigError _ ->
                refusal instanceof Declined(String code, String message)
                        ? new Unknown(code, message, NEW_KEY)
                        : refusal;
        };
    }

    private static CancelOutcome canceled(CancelRef cancel, Answered answer) {
        CancelAnswer read = ProviderJson.read(answer.body(), CancelAnswer.class);
        ProviderCancel shown = read == null || read.cancellation() == null
                ? null
                : read.cancellation().seen();
        return shown == null
                ? new CancelOutcome.Unknown(
                        "UNREADABLE_ANSWER", "PortOne answered 200 with something that is no cancellation", NEW_KEY)
                : CancelChecks.outcome(cancel, List.of(shown));
    }

    private static ProviderError error(Operation operation, Answered answer, @Nullable String idempotencyKey) {
        ProviderError error = ProviderError.of(answer, ProviderJson.read(answer.body(), PortOneError.class));
        log(operation, answer, error, idempotencyKey);
        return error;
    }

    private static void log(
            Operation operation, Answered answer, @Nullable ProviderError error, @Nullable String idempotencyKey) {
        log.info(
                "PortOne answered a {} with {} {} (idempotency key {})",
                operation.label(),
                answer.status(),
                error == null ? "" : error.code(),
                idempotencyKey);
    }

    private static String path(PaymentRef payment) {
        return "/payments/" + UriUtils.encode(payment.orderId().value(), UTF_8);
    }

    /** The quotes belong to the header's syntax. */
    private static String quoted(String idempotencyKey) {
        if (!KEY.matcher(idempotencyKey).matches()) {
            throw new IllegalArgumentException("PortOne takes keys of 16 to 256 letters, digits and _ . : -");
        }
        return '"' + idempotencyKey + '"';
    }

    private record ConfirmBody(@Nullable String storeId, String paymentToken, String currency, long totalAmount) {}

    private record CancelBody(
            @Nullable String storeId,
            long amount,
            String reason,
            long currentCancellableAmount,
            @Nullable RefundAccount refundAccount) {}

    private record RefundAccount(String bank, String number, String holderName) {

        static @Nullable RefundAccount of(CancelRef.@Nullable RefundAccount account) {
            return account == null
                    ? null
                    : new RefundAccount(account.bank(), account.accountNumber(), account.holderName());
        }
    }

    private record CancelAnswer(PortOnePayment.@Nullable Cancellation cancellation) {}

    /** {@code PG_PROVIDER} is told with the code and the text of the gateway behind PortOne. */
    record PortOneError(
            @Nullable String type,
            @Nullable String message,
            @Nullable String pgCode,
            @Nullable String pgMessage) implements ProviderError.Read {

        @Override
        public @Nullable String code() {
            return type;
        }

        @Override
        public @Nullable String message() {
            return pgCode == null ? message : pgCode + " " + pgMessage;
        }
    }
}
