package dev.paysaga.payment.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.events.Psp;
import dev.paysaga.payment.OperationsTest;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Floods of webhooks from one address; genuine ones come from another, payments from everywhere. */
@TestPropertySource(properties = "paysaga.webhooks.per-source=20")
class WebhookFloodTest extends OperationsTest {

    private final HttpClient flooder = client("127.0.0.2");
    private final HttpClient toss = client("127.0.0.3");

    @Test
    void aFloodIsRefusedWhileGenuineNewsAndPaymentsGoOn() throws Exception {
        String order = checkedOut(Psp.TOSS, 5_000);
        String key = provider.pay(order, 5_000);
        var over = new AtomicBoolean();
        List<Future<List<HttpResponse<String>>>> floods = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                boolean forged = i % 2 == 0;
                floods.add(threads.submit(() -> flood(forged, over)));
            }
            try {
                assertThat(confirm(order, key, 5_000).status()).isEqualTo(200);
                for (int i = 0; i < 10; i++) {
                    assertThat(deliver(toss, WebhookSender.tossStatus(order, key, "DONE"))
                                    .statusCode())
                            .isEqualTo(200);
                    // Signed: genuine wherever it comes from.
                    assertThat(deliver(flooder, WebhookSender.portone("Transaction.Paid", newOrder()))
                                    .statusCode())
                            .isEqualTo(200);
                }
            } finally {
                over.set(true);
            }
        }

        var refused = refused(floods);
        assertThat(refused).isNotEmpty();
        assertThat(refused.getFirst().headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.getFirst().headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    private List<HttpResponse<String>> flood(boolean forged, AtomicBoolean over) {
        List<HttpResponse<String>> answers = new ArrayList<>();
        while (!over.get()) {
            answers.add(deliver(
                    flooder,
                    forged
                            ? WebhookSender.portone("Transaction.Paid", newOrder())
                                    .body("{}".getBytes(UTF_8))
                            : WebhookSender.tossStatus(newOrder(), "test_pay_1", "DONE")));
        }
        return answers;
    }

    private static List<HttpResponse<String>> refused(List<Future<List<HttpResponse<String>>>> floods)
            throws InterruptedException, ExecutionException {
        List<HttpResponse<String>> refused = new ArrayList<>();
        for (var flood : floods) {
            flood.get().stream().filter(answer -> answer.statusCode() == 429).forEach(refused::add);
        }
        return refused;
    }

    private HttpResponse<String> deliver(HttpClient client, WebhookSender webhook) {
        return exchange(client, webhook.request(uri("/")));
    }
}
