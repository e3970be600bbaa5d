package dev.paysaga.checkout.payment;

import dev.paysaga.checkout.payment.CancelAnswer.Refusal;
import dev.paysaga.events.OrderId;
import dev.paysaga.http.AccessProperties;
import dev.paysaga.http.TraceInterceptor;
import dev.paysaga.messaging.UnitOfWork;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The payment-service, as the checkout sees it. */
@Component
public class PaymentService {

    private static final Logger log = LoggerFactory.getLogger(PaymentService.class);

    private final HttpClient http;
    private final RestClient client;
    private final Duration readTimeout;
    private final Duration cancelPatience;
    private final JsonMapper json;

    PaymentService(PaymentServiceProperties properties, AccessProperties access, JsonMapper json) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        this.readTimeout = properties.readTimeout();
        this.cancelPatience = properties.cancelPatience();
        this.json = json;
        this.client = RestClient.builder()
                .baseUrl(properties.url())
                .defaultHeaders(headers -> headers.setBearerAuth(access.serviceToken()))
                .requestInterceptor(new TraceInterceptor())
                // Named once: a client that is made for a call must not look for converters and learn our types anew.
                .configureMessageConverters(
                        converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(json)))
                .build();
    }

    /**
     * Confirms a payment. May be repeated: the payment-service confirms an order once.
     *
     * @param amount minor units
     * @param patience how long to wait for the answer
     */
    public ConfirmAnswer confirm(OrderId orderId, String paymentKey, long amount, Duration patience) {
        UnitOfWork.requireNone("Confirming at the payment-service");
        try {
            PaymentView payment = within(patience)
                    .post()
                    .uri("/v1/payments/confirm")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(new ConfirmRequest(orderId, paymentKey, amount))
                    .retrieve()
                    .body(PaymentView.class);
            return payment == null ? new ConfirmAnswer.NotNow("it answered nothing") : ConfirmAnswer.of(payment);
        } catch (RestClientResponseException e) {
            return ConfirmAnswer.ofRefusal(e.getStatusCode().value(), e.getResponseBodyAsString());
        } catch (RestClientException e) {
            return new ConfirmAnswer.NotNow(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Asks for money to be given back. May be repeated with the same key: the payment-service cancels once.
     *
     * @param idempotencyKey may be absent where all that is left is asked for
     */
    public CancelAnswer cancel(OrderId orderId, CancelRequest request, @Nullable String idempotencyKey) {
        UnitOfWork.requireNone("Canceling at the payment-service");
        try {
            CancellationView cancellation = within(cancelPatience)
                    .post()
                    .uri("/v1/payments/{orderId}/cancel", orderId.value())
                    .headers(headers -> {
                        if (idempotencyKey != null) {
                            headers.set("Idempotency-Key", idempotencyKey);
                        }
                    })
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(request)
                    .retrieve()
                    .body(CancellationView.class);
            return cancellation == null
                    ? new CancelAnswer.NotNow("it answered nothing")
                    : CancelAnswer.of(cancellation);
        } catch (RestClientResponseException e) {
            return CancelAnswer.ofRefusal(e.getStatusCode().value(), refusal(e.getResponseBodyAsString()));
        } catch (RestClientException e) {
            return new CancelAnswer.NotNow(String.valueOf(e.getMessage()));
        }
    }

    private Refusal refusal(String body) {
        try {
            return json.readValue(body, Refusal.class);
        } catch (JacksonException _) {
            return new Refusal(null, null, null, null);
        }
    }

    /** What it knows of an order's payment; empty when it knows nothing yet, or cannot be asked. */
    public Optional<PaymentView> find(OrderId orderId) {
        UnitOfWork.requireNone("Asking the payment-service");
        try {
            return Optional.ofNullable(within(readTimeout)
                    .get()
                    .uri("/v1/payments/{orderId}", orderId.value())
                    .retrieve()
                    .body(PaymentView.class));
        } catch (RestClientResponseException e) {
            if (e.getStatusCode() != HttpStatus.NOT_FOUND) {
                log.warn("The payment-service did not answer about a payment: {}", e.getStatusCode());
            }
            return Optional.empty();
        } catch (RestClientException e) {
            log.warn("The payment-service cannot be asked: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private RestClient within(Duration patience) {
        var requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(patience);
        return client.mutate().requestFactory(requests).build();
    }

    private record ConfirmRequest(OrderId orderId, String paymentKey, long amount) {}
}
