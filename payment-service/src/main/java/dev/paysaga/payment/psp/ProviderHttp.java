package dev.paysaga.payment.psp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.tracing.Span;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP as providers are spoken to: one deadline over the whole exchange, so that an answer that drips holds nobody; a
 * limit on its length; no compression, so that nothing can grow when it is unpacked; no redirects, so that our
 * credentials go to one place only.
 *
 * <p>A POST is sent once. A GET moves nothing, and Java's client may send it again when a connection breaks before an
 * answer has begun.
 */
final class ProviderHttp implements ProviderCalls {

    private static final String TRACE_HEADER = "x-tosspayments-trace-id";
    private static final int LONGEST_TRACE = 200;

    private final HttpClient client;
    private final URI baseUrl;
    private final String authorization;
    private final Duration readTimeout;

    /** @param authorization the header of that name */
    ProviderHttp(URI baseUrl, String authorization, Duration connectTimeout, Duration readTimeout) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.baseUrl = baseUrl;
        this.authorization = authorization;
        this.readTimeout = readTimeout;
    }

    @Override
    public Reply send(Operation operation, Call call) {
        UnitOfWork.requireNone("The payment provider");
        try (var span = Span.asking("provider " + operation.label())) {
            Reply reply = exchange(operation, call);
            span.with("server.address", baseUrl.getHost());
            if (reply instanceof Silent(String why)) {
                span.failed(why);
            }
            return reply;
        }
    }

    private Reply exchange(Operation operation, Call call) {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(
                request(call), _ -> BodySubscribers.limiting(BodySubscribers.ofByteArray(), operation.longestAnswer));
        try {
            return answered(answer.get(readTimeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            answer.cancel(true);
            return new Silent("no whole answer within " + readTimeout);
        } catch (ExecutionException e) {
            return new Silent(rootOf(e));
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Silent("interrupted while waiting");
        }
    }

    private HttpRequest request(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + call.path()))
                .header("Authorization", authorization)
                .header("Accept", "application/json");
        if (call.idempotencyKey() != null) {
            request.header("Idempotency-Key", call.idempotencyKey());
        }
        String body = call.body();
        return body == null
                ? request.GET().build()
                : request.header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body, UTF_8))
                        .build();
    }

    private static Answered answered(HttpResponse<byte[]> answer) {
        @Nullable String trace = answer.headers().firstValue(TRACE_HEADER).orElse(null);
        if (trace != null && trace.length() > LONGEST_TRACE) {
            trace = trace.substring(0, LONGEST_TRACE);
        }
        return new Answered(answer.statusCode(), new String(answer.body(), UTF_8), trace);
    }

    private static String rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }
}
