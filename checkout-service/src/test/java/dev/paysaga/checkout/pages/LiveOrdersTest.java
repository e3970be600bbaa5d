package dev.paysaga.checkout.pages;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.checkout.RunningService;
import dev.paysaga.checkout.Shop.Opened;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

class LiveOrdersTest extends RunningService {

    private final LiveOrders live;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Stream> opened = new ArrayList<>();
    private Opened checkout = new Opened("", "", 0);

    @LocalServerPort
    private int port;

    @Autowired
    LiveOrdersTest(LiveOrders live) {
        this.live = live;
    }

    @BeforeEach
    void open() {
        checkout = shop().open();
    }

    @AfterEach
    void close() {
        opened.forEach(Stream::close);
        http.shutdownNow();
    }

    @Test
    void everyWatchingPageHearsEveryChangeToTheEnd() {
        Stream first = watch(checkout.token());
        Stream second = watch(checkout.token());
        Stream stranger = watch("");
        await("all know the state of now").atMost(10, SECONDS).untilAsserted(() -> {
            assertThat(first.states()).containsExactly("PREPAY-0");
            assertThat(second.states()).containsExactly("PREPAY-0");
            assertThat(stranger.states()).containsExactly("PREPAY");
        });

        become("SUCCESS");
        await("all hear of it")
                .atMost(10, SECONDS)
                .untilAsserted(() -> assertThat(List.of(first, second, stranger))
                        .allSatisfy(page -> assertThat(page.states()).hasSize(2)));
        become("COMPLETE");

        await("all streams end").atMost(10, SECONDS).until(() -> opened.stream().allMatch(Stream::hasEnded));
        assertThat(first.states()).containsExactly("PREPAY-0", "SUCCESS-0", "COMPLETE-0");
        assertThat(stranger.states()).containsExactly("PREPAY", "SUCCESS", "COMPLETE");
        assertThat(first.lines()).containsSequence("event:end", "data:COMPLETE-0");
    }

    @Test
    void aPageThatWaitsHearsThatItStillDoes() {
        Stream page = watch(checkout.token());

        await("heartbeats")
                .atMost(10, SECONDS)
                .until(() -> page.lines().stream().filter(":"::equals).count() >= 2);
    }

    @Test
    void whatHasEndedIsToldAtOnce() {
        become("FAIL");

        Stream page = watch(checkout.token());

        await("the stream ends").atMost(10, SECONDS).until(page::hasEnded);
        assertThat(page.states()).containsExactly("FAIL-0");
    }

    @Test
    void whileMoneyIsOnItsWayBackTheEndIsAwaited() {
        SCHEMA.update(
                "INSERT INTO cancel_request (order_id, idempotency_key, request_hash) VALUES (?, '', REPEAT('0', 32))",
                checkout.orderId());
        become("COMPLETE");
        Stream page = watch(checkout.token());
        await("the refund is on its way")
                .atMost(10, SECONDS)
                .until(() -> page.states().contains("COMPLETE-cancel-0"));
        assertThat(page.hasEnded()).isFalse();

        SCHEMA.update(
                "UPDATE checkout SET status = 'CANCEL', canceled_amount = amount WHERE order_id = ?",
                checkout.orderId());

        await("the stream ends").atMost(10, SECONDS).until(page::hasEnded);
        assertThat(page.states()).endsWith("CANCEL-cancel-51000");
    }

    @Test
    void pagesThatLeaveAreForgotten() {
        int before = live.watching();
        Stream page = watch(checkout.token());
        await("it is watched").atMost(10, SECONDS).until(() -> !page.states().isEmpty());

        page.close();

        await("it is forgotten").atMost(20, SECONDS).until(() -> live.watching() <= before);
    }

    @Test
    void oneOrderIsNotWatchedWithoutEnd() {
        for (int i = 0; i < 20; i++) {
            assertThat(watch("").status()).isEqualTo(200);
        }

        Stream refused = watch("");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.retryAfter()).isEqualTo("5");
    }

    private void become(String status) {
        SCHEMA.update("UPDATE checkout SET status = ? WHERE order_id = ?", status, checkout.orderId());
    }

    private Stream watch(String token) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/checkout/" + checkout.orderId() + "/events"))
                .header("Cookie", OrderCookies.NAME + "=" + token)
                .header("Accept", "text/event-stream");
        try {
            var stream = new Stream(http.send(request.build(), BodyHandlers.ofInputStream()));
            opened.add(stream);
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What one page hears. */
    private static final class Stream {

        private final HttpResponse<InputStream> response;
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Thread reader;

        Stream(HttpResponse<InputStream> response) {
            this.response = response;
            this.reader = Thread.startVirtualThread(this::read);
        }

        private void read() {
            try (var body = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                for (String line = body.readLine(); line != null; line = body.readLine()) {
                    lines.add(line);
                }
            } catch (IOException _) {
                lines.add("(closed)");
            }
        }

        int status() {
            return response.statusCode();
        }

        String retryAfter() {
            return response.headers().firstValue("Retry-After").orElse("");
        }

        List<String> lines() {
            return lines;
        }

        List<String> states() {
            var states = new ArrayList<String>();
            for (int i = 1; i < lines.size(); i++) {
                if (lines.get(i - 1).equals("event:state")) {
                    states.add(lines.get(i).substring("data:".length()));
                }
            }
            return states;
        }

        boolean hasEnded() {
            return !reader.isAlive();
        }

        void close() {
            try {
                response.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
