package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.system.Http.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * With two of everything, buyers do not notice when the instances are replaced. Not part of the other tests on containers:
 * it wants a cluster of its own, and processor time for it ({@code ./paysaga test --on compose RollingRestart}).
 */
class RollingRestart {

    private static final int PER_SECOND = 20;
    private static final int PAID_ONE_IN = 10;
    private static final List<Map<String, Object>> LINES = List.of(Map.of("productId", "drip-set", "quantity", 1));

    private final ComposeCluster cluster = ComposeCluster.startTwoOfEverything(
            Path.of("target/rolling-" + ProcessHandle.current().pid()).toAbsolutePath());
    private final Http http = new Http();
    private final Provider provider = new Provider(cluster);
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<String> paid = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void noRequestFailsWhileInstancesAreReplaced() {
        underLoad(() -> {
            cluster.rollingRestart("checkout");
            cluster.rollingRestart("payment");
        });

        System.out.println(requests + " requests, " + paid.size() + " orders paid, failed: " + failures);
        assertThat(failures).as("of %s requests", requests).isEmpty();
        assertThat(paid).isNotEmpty();
        for (String order : paid) {
            Awaitility.await(order + " is complete")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> http.get(cluster.url("checkout") + "/v1/checkouts/" + order, Map.of())
                            .body()
                            .path("status")
                            .asString("")
                            .equals("COMPLETE"));
        }
        new Books(cluster).balance(Duration.ofMinutes(2));
    }

    /** So many checkouts each second, one in ten of them paid, until the work is done. Nothing is sent twice. */
    private void underLoad(Runnable work) {
        var begun = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var clock = Executors.newSingleThreadScheduledExecutor()) {
            var beginning = clock.scheduleAtFixedRate(
                    () -> threads.execute(() -> order(begun.incrementAndGet() % PAID_ONE_IN == 0)),
                    0,
                    TimeUnit.SECONDS.toMicros(1) / PER_SECOND,
                    TimeUnit.MICROSECONDS);
            Awaitility.await("orders flow").until(() -> requests.get() > PER_SECOND);
            work.run();
            beginning.cancel(false);
        }
    }

    private void order(boolean pays) {
        Answer created = asked(
                "/v1/checkouts",
                Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                Map.of("buyerId", "buyer-1", "lines", LINES));
        if (pays && created.isOk()) {
            String id = created.body().path("orderId").asString();
            long amount = created.body().path("amount").asLong();
            String key = provider.pays("TOSS", id, amount, "CARD");
            Answer confirmed = asked(
                    "/v1/checkouts/" + id + "/confirm",
                    Map.of("X-CSRF-Token", created.body().path("csrfToken").asString()),
                    Map.of("paymentKey", key, "amount", amount));
            if (confirmed.isOk()) {
                paid.add(id);
            }
        }
    }

    private Answer asked(String path, Map<String, String> headers, Object body) {
        requests.incrementAndGet();
        try {
            Answer answer = http.post(cluster.url("checkout") + path, headers, body);
            if (!answer.isOk()) {
                failures.add(path + ": " + answer.status() + " " + answer.text());
            }
            return answer;
        } catch (IOException e) {
            failures.add(path + ": " + e);
            return new Answer(0, null, "");
        }
    }
}
