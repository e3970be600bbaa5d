package dev.paysaga.payment.psp;

import static dev.paysaga.payment.domain.ConfirmOutcome.Resend.NEW_KEY;
import static dev.paysaga.payment.domain.ConfirmOutcome.Resend.SAME_KEY;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.events.Psp;
import dev.paysaga.payment.domain.CancelOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome.Approved;
import dev.paysaga.payment.domain.ConfirmOutcome.Unknown;
import dev.paysaga.payment.domain.ConfirmOutcome.WaitingForDeposit;
import dev.paysaga.payment.domain.LookupOutcome;
import dev.paysaga.payment.domain.LookupOutcome.Contradiction;
import dev.paysaga.payment.domain.LookupOutcome.Found;
import dev.paysaga.payment.domain.LookupOutcome.NoAnswer;
import dev.paysaga.payment.psp.ProviderCalls.Answered;
import dev.paysaga.payment.psp.ProviderCalls.Call;
import dev.paysaga.payment.psp.ProviderCalls.NotSent;
import dev.paysaga.payment.psp.ProviderCalls.Operation;
import dev.paysaga.payment.psp.ProviderCalls.Silent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.util.UriUtils;

/** Toss Payments, core API v1. */
final class TossPayments implements PaymentGateway {

    private static final Logger log = LoggerFactory.getLogger(TossPayments.class);

    /** Toss keeps a key for 15 days from its first use; a day less for what clocks and queues take. */
    private static final Duration KEY_VALIDITY = Duration.ofDays(14);

    private final ProviderCalls calls;

    TossPayments(ProviderCalls calls) {
        this.calls = calls;
    }

    @Override
    public Psp psp() {
        return Psp.TOSS;
    }

    @Override
    public Duration keyValidity() {
        return KEY_VALIDITY;
    }

    @Override
    public String confirmBody(PaymentRef payment) {
        return ProviderJson.write(new ConfirmBody(
                payment.requiredPaymentKey(),
                payment.orderId().value(),
                payment.money().amount()));
    }

    @Override
    public ConfirmOutcome confirm(PaymentRef payment, String idempotencyKey, String body) {
        return switch (calls.send(Operation.CONFIRM, Call.post("/v1/payments/confirm", idempotencyKey, body))) {
            case NotSent(String code, String why) -> new Unknown(code, why, SAME_KEY);
            case Silent(String why) -> new Unknown("NO_ANSWER", "Toss did not answer: " + why, SAME_KEY);
            case Answered answer
            when answer.isSuccess() -> {
                log(Operation.CONFIRM, answer, null, idempotencyKey);
                yield approval(payment, answer);
            }
            case Answered answer -> {
                ProviderError error = error(Operation.CONFIRM, answer, idempotencyKey);
                yield TossConfirmErrors.outcome(error.code(), error.message());
            }
        };
    }

    @Override
    public LookupOutcome lookup(PaymentRef payment) {
        String path = payment.paymentKey() == null
                ? "/v1/payments/orders/" + segment(payment.orderId().value())
                : "/v1/payments/" + segment(payment.paymentKey());
        return switch (calls.send(Operation.LOOKUP, Call.get(path))) {
            case NotSent(String code, String why) -> new NoAnswer(code + ": " + why);
            case Silent(String why) -> new NoAnswer("NO_ANSWER: " + why);
            case Answered answer
            when answer.isSuccess() -> {
                TossPayment found = ProviderJson.read(answer.body(), TossPayment.class);
                yield found == null
                        ? new NoAnswer("UNREADABLE_ANSWER: Toss's answer cannot be read")
                        : found.seenAs(payment);
            }
            case Answered answer -> {
                ProviderError error = error(Operation.LOOKUP, answer, null);
                yield TossLookupErrors.outcome(error.code(), error.message());
            }
        };
    }

    @Override
    public String cancelBody(CancelRef cancel) {
        return ProviderJson.write(new CancelBody(
                CancelReason.of(cancel),
                cancel.amount(),
                cancel.remainingBefore(),
                RefundReceiveAccount.of(cancel.refundAccount())));
    }

    @Override
    public CancelOutcome cancel(CancelRef cancel, String idempotencyKey, String body) {
        String path = "/v1/payments/" + segment(cancel.payment().requiredPaymentKey()) + "/cancel";
        return switch (calls.send(Operation.CANCEL, Call.post(path, idempotencyKey, body))) {
            case NotSent(String code, String why) -> new CancelOutcome.Unknown(code, why, SAME_KEY);
            case Silent(String why) -> new CancelOutcome.Unknown("NO_ANSWER", "Toss did not answer: " + why, SAME_KEY);
            case Answered answer
            when answer.isSuccess() -> {
                log(Operation.CANCEL, answer, null, idempotencyKey);
                yield canceled(cancel, answer);
            }
            case Answered answer -> {
                ProviderError error = error(Operation.CANCEL, answer, idempotencyKey);
                yield TossCancelErrors.outcome(error.code(), error.message());
            }
        };
    }

    @Override
    public List<ProviderTransaction> transactions(Instant from, Instant until) {
        return new TossTransactions(calls).between(from, until);
    }

    private static ConfirmOutcome approval(PaymentRef payment, Answered answer) {
        TossPayment approved = ProviderJson.read(answer.body(), TossPayment.class);
        if (approved == null) {
            return new Unknown("UNREADABLE_ANSWER", "Toss answered 200 with something that is no payment", NEW_KEY);
        }
        String contradiction = approved.contradictionTo(payment);
        if (contradiction != null) {
            return new Unknown("CONTRADICTION", "Toss answered 200, but " + contradiction, NEW_KEY);
        }
        Instant due = approved.depositDueAt();
        if ("WAITING_FOR_DEPOSIT".equals(approved.status()) && approved.approvedAt() == null && due != null) {
            return new WaitingForDeposit(due, DepositSecret.hash(approved.secret()));
        }
        if (!"DONE".equals(approved.status()) || approved.approvedAt() == null) {
            return new Unknown("NOT_DONE", "Toss answered 200, but the payment is not done", NEW_KEY);
        }
        return new Approved(approved.approvedAt());
    }

    private static CancelOutcome canceled(CancelRef cancel, Answered answer) {
        TossPayment payment = ProviderJson.read(answer.body(), TossPayment.class);
        if (payment == null) {
            return new CancelOutcome.Unknown(
                    "UNREADABLE_ANSWER", "Toss answered 200 with something that is no payment", NEW_KEY);
        }
        return switch (payment.seenAs(cancel.payment())) {
            case Found(var found) -> CancelChecks.outcome(cancel, found.cancels());
            case Contradiction(String what) -> new CancelOutcome.Unknown("CONTRADICTION", what, NEW_KEY);
            case NoAnswer(String why) -> new CancelOutcome.Unknown("UNREADABLE_ANSWER", why, NEW_KEY);
            case LookupOutcome.NotFound _, LookupOutcome.ConfigError _ ->
                throw new IllegalStateException("A payment that was read is there");
        };
    }

    private static ProviderError error(Operation operation, Answered answer, @Nullable String idempotencyKey) {
        ProviderError error = ProviderError.of(answer, ProviderJson.read(answer.body(), TossError.class));
        log(operation, answer, error, idempotencyKey);
        return error;
    }

    private static void log(
            Operation operation, Answered answer, @Nullable ProviderError error, @Nullable String idempotencyKey) {
        log.info(
                "Toss answered a {} with {} {} (trace {}, idempotency key {})",
                operation.label(),
                answer.status(),
                error == null ? "" : error.code(),
                answer.traceId(),
                idempotencyKey);
    }

    private static String segment(String text) {
        return UriUtils.encode(text, UTF_8);
    }

    private record ConfirmBody(String paymentKey, String orderId, long amount) {}

    private record CancelBody(
            String cancelReason,
            long cancelAmount,
            long refundableAmount,
            @Nullable RefundReceiveAccount refundReceiveAccount) {}

    private record RefundReceiveAccount(String bank, String accountNumber, String holderName) {

        static @Nullable RefundReceiveAccount of(CancelRef.@Nullable RefundAccount account) {
            return account == null
                    ? null
                    : new RefundReceiveAccount(account.bank(), account.accountNumber(), account.holderName());
        }
    }

    private record TossError(
            @Nullable String code, @Nullable String message) implements ProviderError.Read {}
}
