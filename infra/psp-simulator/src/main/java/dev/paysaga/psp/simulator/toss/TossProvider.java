package dev.paysaga.psp.simulator.toss;

import dev.paysaga.psp.simulator.call.Call;
import dev.paysaga.psp.simulator.call.Fingerprint;
import dev.paysaga.psp.simulator.call.Ids;
import dev.paysaga.psp.simulator.call.Operation;
import dev.paysaga.psp.simulator.call.Provider;
import dev.paysaga.psp.simulator.call.Refusal;
import dev.paysaga.psp.simulator.call.Trouble;
import dev.paysaga.psp.simulator.http.Request;
import dev.paysaga.psp.simulator.scenario.Step;
import dev.paysaga.psp.simulator.truth.Answer;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.Truth;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.jsontype.NamedType;

/** What Toss offers to a merchant's server. */
public final class TossProvider implements Provider {

    /** How its answers are called in the truth log. */
    public static final List<NamedType> ANSWERS =
            List.of(new NamedType(TossAnswer.class, "payment"), new NamedType(TossError.class, "error"));

    /** Characters. */
    private static final int LONGEST_KEY = 300;

    private static final Duration KEY_VALIDITY = Duration.ofDays(15);

    private final Credentials credentials;
    private final String fingerprint;
    private final Truth truth;
    private final Clock clock;
    private final Ids ids;

    public TossProvider(String secretKey, Truth truth, Clock clock, Ids ids) {
        this.credentials = new Credentials(secretKey);
        this.fingerprint = Fingerprint.of(secretKey);
        this.truth = truth;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Optional<Answer> refusal(Request request) {
        return credentials.refusal(request.header("Authorization")).map(Answer.class::cast);
    }

    @Override
    public Optional<Answer> dictated(Request request) {
        return Optional.ofNullable(request.header("TossPayments-Test-Code"))
                .map(code -> TossError.withCode(code).orElse(TossError.INVALID_TEST_CODE));
    }

    @Override
    public @Nullable String orderId(Request request, JsonNode body) {
        List<String> parts = request.parts();
        boolean byOrder = parts.size() == 4 && parts.get(2).equals("orders");
        String named = byOrder ? parts.get(3) : body.path("orderId").asString("");
        if (Payment.ORDER_ID.matcher(named).matches()) {
            return named;
        }
        String paymentKey = body.path("paymentKey").asString(parts.size() > 2 ? parts.get(2) : "");
        return truth.payment(paymentKey).map(Payment::orderId).orElse(null);
    }

    @Override
    public Operation operation(Call call) {
        List<String> parts = call.request().parts();
        String method = call.request().method();
        if (method.equals("GET") && parts.equals(List.of("v1", "transactions"))) {
            return TossTransactions.parse(call.request(), truth);
        }
        if (parts.size() < 3 || !parts.subList(0, 2).equals(List.of("v1", "payments"))) {
            throw new Refusal(TossError.NOT_FOUND);
        }
        String what = method + " " + String.join("/", parts.subList(2, parts.size()));
        if (what.equals("POST confirm")) {
            return TossConfirm.parse(call.body(), truth, clock, ids);
        }
        if (parts.size() == 4 && what.equals("POST " + parts.get(2) + "/cancel")) {
            return TossCancel.parse(parts.get(2), call.body(), truth, clock, ids);
        }
        if (parts.size() == 4 && what.equals("GET orders/" + parts.get(3))) {
            return new TossLookup(() -> truth.paymentOf(Psp.TOSS, parts.get(3)), clock);
        }
        if (parts.size() == 3 && what.equals("GET " + parts.get(2))) {
            return new TossLookup(
                    () -> truth.payment(parts.get(2)).filter(payment -> payment.psp() == Psp.TOSS), clock);
        }
        throw new Refusal(TossError.NOT_FOUND);
    }

    @Override
    public Answer say(Trouble trouble, @Nullable Step step) {
        return TossWords.of(trouble, step);
    }

    @Override
    public Optional<String> idempotencyKey(String header) {
        return header.isBlank() || header.length() > LONGEST_KEY ? Optional.empty() : Optional.of(header);
    }

    @Override
    public Duration idempotencyKeyValidity() {
        return KEY_VALIDITY;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public Map<String, String> headers(@Nullable String idempotencyKey, String traceIds) {
        Map<String, String> headers = new HashMap<>();
        headers.put("x-tosspayments-trace-id", traceIds);
        if (idempotencyKey != null) {
            headers.put("idempotency-key", idempotencyKey);
        }
        return headers;
    }
}
