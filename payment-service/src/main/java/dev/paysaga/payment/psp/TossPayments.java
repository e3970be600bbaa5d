package dev.paysaga.payment.psp;

import static dev.paysaga.payment.domain.ConfirmOutcome.Resend.NEW_KEY;
import static dev.paysaga.payment.domain.ConfirmOutcome.Resend.SAME_KEY;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.events.Psp;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.domain.CancelOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome.Approved;
import dev.paysaga.payment.domain.ConfirmOutcome.Unknown;
import dev.paysaga.payment.domain.LookupOutcome;
import dev.paysaga.payment.domain.LookupOutcome.Contradiction;
import dev.paysaga.payment.domain.LookupOutcome.Found;
import dev.paysaga.payment.domain.LookupOutcome.NoAnswer;
import dev.paysaga.payment.domain.LookupOutcome.NotFound;
import dev.paysaga.payment.domain.ProviderPayment;
import dev.paysaga.payment.domain.ProviderPayment.Failure;
import dev.paysaga.payment.domain.ProviderPayment.Status;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Toss Payments, core API v1. */
@Component
final class TossPayments implements PaymentGateway {

    private static final Logger log = LoggerFactory.getLogger(TossPayments.class);
    private static final int LONGEST_ANSWER = 256 * 1024;

    private final RestClient http;
    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    TossPayments(TossProperties properties) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        var factory = new JdkClientHttpRequestFactory(client);
        factory.setReadTimeout(properties.readTimeout());
        // Basic authentication with the secret key as the user and no password; the colon belongs to it.
        String basic = Base64.getEncoder().encodeToString((properties.secretKey() + ":").getBytes(UTF_8));
        this.http = RestClient.builder()
                .requestFactory(factory)
                .baseUrl(properties.baseUrl())
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Basic " + basic)
                .build();
    }

    @Override
    public Psp psp() {
        return Psp.TOSS;
    }

    @Override
    public String confirmBody(PaymentRef payment) {
        return json.writeValueAsString(new ConfirmBody(
                payment.requiredPaymentKey(),
                payment.orderId().value(),
                payment.money().amount()));
    }

    @Override
    public ConfirmOutcome confirm(PaymentRef payment, String idempotencyKey, String body) {
        UnitOfWork.requireNone("The payment provider");
        Answer answer;
        try {
            answer = http.post()
                    .uri("/v1/payments/confirm")
                    .header("Idempotency-Key", idempotencyKey)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(body.getBytes(UTF_8))
                    .exchange((_, response) -> Answer.of(response));
        } catch (RestClientException e) {
            return new Unknown("NO_ANSWER", "Toss did not answer: " + rootOf(e), SAME_KEY);
        }
        log.info("Toss answered a confirm with {} (trace {})", answer.status(), answer.traceId());
        return answer.isSuccess() ? approval(payment, answer) : refusal(answer);
    }

    @Override
    public LookupOutcome lookup(PaymentRef payment) {
        UnitOfWork.requireNone("The payment provider");
        Answer answer;
        try {
            answer = http.get()
                    .uri("/v1/payments/{paymentKey}", payment.requiredPaymentKey())
                    .exchange((_, response) -> Answer.of(response));
        } catch (RestClientException e) {
            return new NoAnswer(rootOf(e));
        }
        if (answer.isSuccess()) {
            TossPayment found = read(answer, TossPayment.class);
            return found == null ? new NoAnswer("Toss's answer cannot be read") : found(payment, found);
        }
        TossError error = read(answer, TossError.class);
        // A payment that waits for its confirm may not be visible yet.
        return error != null && "NOT_FOUND_PAYMENT".equals(error.code())
                ? new NotFound("NOT_FOUND_PAYMENT")
                : new NoAnswer(answer.status() + " " + (error == null ? "without a code" : error.code()));
    }

    @Override
    public String cancelBody(CancelRef cancel) {
        throw new UnsupportedOperationException("not spoken yet");
    }

    @Override
    public CancelOutcome cancel(CancelRef cancel, String idempotencyKey, String body) {
        throw new UnsupportedOperationException("not spoken yet");
    }

    @Override
    public List<ProviderTransaction> transactions(Instant from, Instant until) {
        throw new UnsupportedOperationException("not spoken yet");
    }

    private ConfirmOutcome approval(PaymentRef payment, Answer answer) {
        TossPayment approved = read(answer, TossPayment.class);
        if (approved == null) {
            return new Unknown("UNREADABLE_ANSWER", "Toss answered 200 with something that is no payment", NEW_KEY);
        }
        String contradiction = approved.contradictionTo(payment);
        if (contradiction != null) {
            return new Unknown("CONTRADICTION", "Toss answered 200, but " + contradiction, NEW_KEY);
        }
        if (!"DONE".equals(approved.status()) || approved.approvedAt() == null) {
            return new Unknown("NOT_DONE", "Toss answered 200 with status " + approved.status(), NEW_KEY);
        }
        return new Approved(approved.approvedAt().toInstant());
    }

    private ConfirmOutcome refusal(Answer answer) {
        TossError error = read(answer, TossError.class);
        if (error == null || error.code() == null) {
            return new Unknown("HTTP_" + answer.status(), "Toss answered without an error code", NEW_KEY);
        }
        return TossErrors.outcome(error.code(), error.message() == null ? error.code() : error.message());
    }

    private static LookupOutcome found(PaymentRef payment, TossPayment found) {
        String contradiction = found.contradictionTo(payment);
        if (contradiction != null) {
            return new Contradiction("Toss knows the payment, but " + contradiction);
        }
        return switch (String.valueOf(found.status())) {
            case "DONE" ->
                found.approvedAt() == null
                        ? new NoAnswer("DONE without a time of approval")
                        : found(found, Status.CAPTURED, found.approvedAt().toInstant());
            case "ABORTED" -> found(found, Status.FAILED, null);
            case "EXPIRED" -> found(found, Status.EXPIRED, null);
            case "READY", "IN_PROGRESS" -> found(found, Status.PENDING, null);
            default -> new Contradiction("Toss says " + found.status() + ", which we have not brought about");
        };
    }

    private static Found found(TossPayment found, Status status, @Nullable Instant approvedAt) {
        long remaining = found.balanceAmount() == null ? 0 : found.balanceAmount();
        return new Found(new ProviderPayment(status, remaining, approvedAt, null, failure(found), List.of()));
    }

    private static @Nullable Failure failure(TossPayment found) {
        TossPayment.Failure failure = found.failure();
        if (failure == null) {
            return null;
        }
        String code = failure.code() == null ? String.valueOf(found.status()) : failure.code();
        return new Failure(code, failure.message() == null ? code : failure.message());
    }

    private <T> @Nullable T read(Answer answer, Class<T> type) {
        try {
            return json.readValue(answer.body(), type);
        } catch (JacksonException _) {
            return null;
        }
    }

    private static String rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }

    private record ConfirmBody(String paymentKey, String orderId, long amount) {}

    private record TossError(
            @Nullable String code, @Nullable String message) {}

    private record Answer(int status, String body, @Nullable String traceId) {

        static Answer of(ClientHttpResponse response) throws IOException {
            return new Answer(
                    response.getStatusCode().value(),
                    new String(response.getBody().readNBytes(LONGEST_ANSWER), UTF_8),
                    response.getHeaders().getFirst("x-tosspayments-trace-id"));
        }

        boolean isSuccess() {
            return status / 100 == 2;
        }
    }
}
