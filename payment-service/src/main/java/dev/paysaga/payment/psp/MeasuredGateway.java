package dev.paysaga.payment.psp;

import dev.paysaga.events.Psp;
import dev.paysaga.payment.domain.CancelOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome;
import dev.paysaga.payment.domain.LookupOutcome;
import dev.paysaga.payment.psp.ProviderCalls.Operation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** Any provider, with {@code paysaga.psp.calls}: how long what was asked of it took, and what came of it. */
final class MeasuredGateway implements PaymentGateway {

    private final PaymentGateway gateway;
    private final MeterRegistry meters;

    MeasuredGateway(PaymentGateway gateway, MeterRegistry meters) {
        this.gateway = gateway;
        this.meters = meters;
    }

    @Override
    public Psp psp() {
        return gateway.psp();
    }

    @Override
    public Duration keyValidity() {
        return gateway.keyValidity();
    }

    @Override
    public String confirmBody(PaymentRef payment) {
        return gateway.confirmBody(payment);
    }

    @Override
    public ConfirmOutcome confirm(PaymentRef payment, String idempotencyKey, String body) {
        return measured(
                Operation.CONFIRM, () -> gateway.confirm(payment, idempotencyKey, body), MeasuredGateway::named);
    }

    @Override
    public LookupOutcome lookup(PaymentRef payment) {
        return measured(Operation.LOOKUP, () -> gateway.lookup(payment), MeasuredGateway::named);
    }

    @Override
    public String cancelBody(CancelRef cancel) {
        return gateway.cancelBody(cancel);
    }

    @Override
    public CancelOutcome cancel(CancelRef cancel, String idempotencyKey, String body) {
        return measured(Operation.CANCEL, () -> gateway.cancel(cancel, idempotencyKey, body), MeasuredGateway::named);
    }

    @Override
    public List<ProviderTransaction> transactions(Instant from, Instant until) {
        return measured(Operation.LIST, () -> gateway.transactions(from, until), _ -> "found");
    }

    private <T> T measured(Operation operation, Supplier<T> work, Function<T, String> outcome) {
        Timer.Sample sample = Timer.start(meters);
        String came = "failed";
        try {
            T result = work.get();
            came = outcome.apply(result);
            return result;
        } finally {
            sample.stop(Timer.builder("paysaga.psp.calls")
                    .description("What was asked of a provider, by what came of it")
                    .tag("psp", psp().name())
                    .tag("operation", operation.label())
                    .tag("outcome", came)
                    .register(meters));
        }
    }

    /** The outcome's type in kebab case: a handful of values, whatever a provider invents. */
    private static String named(Object outcome) {
        return outcome.getClass()
                .getSimpleName()
                .replaceAll("([a-z])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
    }
}
