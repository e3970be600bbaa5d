package dev.paysaga.system;

import dev.paysaga.launcher.Cluster;
import dev.paysaga.system.Http.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** So many checkouts begin each second, whether those before are answered or not; one in some of them is paid. */
final class SteadyBuyers {

    private static final List<Map<String, Object>> LINES = List.of(Map.of("productId", "drip-set", "quantity", 1));
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Http http = new Http();
    private final Provider provider;
    private final String checkouts;
    private final int perSecond;
    private final int paidOneIn;
    private final Queue<String> notServed = new ConcurrentLinkedQueue<>();
    private final Queue<String> paid = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();

    SteadyBuyers(Cluster cluster, int perSecond, int paidOneIn) {
        this.provider = new Provider(cluster);
        this.checkouts = cluster.url("checkout") + "/v1/checkouts";
        this.perSecond = perSecond;
        this.paidOneIn = paidOneIn;
    }

    /** Buys from a second before the work to a second after it, and waits for every answer. */
    void during(Runnable work) {
        Queue<Future<?>> orders = new ConcurrentLinkedQueue<>();
        begun.set(0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var clock = Executors.newSingleThreadScheduledExecutor()) {
            var beginning = clock.scheduleAtFixedRate(
                    () -> {
                        boolean pays = begun.incrementAndGet() % paidOneIn == 0;
                        orders.add(threads.submit(() -> order(pays)));
                    },
                    0,
                    TimeUnit.SECONDS.toMicros(1) / perSecond,
                    TimeUnit.MICROSECONDS);
            awaitBegun(perSecond);
            work.run();
            awaitBegun(begun.get() + perSecond);
            beginning.cancel(false);
        }
        System.out.printf(
                "%d requests, %d orders paid, not served: %s%n",
                requests.get(),
                paid.size(),
                notServed.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
        orders.forEach(SteadyBuyers::requireEnded);
    }

    /** For the work of {@link #during}: waits until so many checkouts have begun, at most a minute. */
    void awaitBegun(int atLeast) {
        Awaitility.await("checkouts begin").atMost(LONGEST).until(() -> begun.get() >= atLeast);
    }

    private static void requireEnded(Future<?> order) {
        if (order.state() != Future.State.SUCCESS) {
            throw new AssertionError("a buyer gave up", order.exceptionNow());
        }
    }

    /** Every answer that was not 2xx, as status, media type and what it is about, and every request that had none. */
    List<String> notServed() {
        return List.copyOf(notServed);
    }

    /** The orders whose confirm was taken. */
    List<String> paid() {
        return List.copyOf(paid);
    }

    int requests() {
        return requests.get();
    }

    void awaitComplete(String order, Duration limit) {
        Awaitility.await(order + " is complete")
                .atMost(limit)
                .until(() -> http.get(checkouts + "/" + order, Map.of())
                        .body()
                        .path("status")
                        .asString("")
                        .equals("COMPLETE"));
    }

    private void order(boolean pays) {
        Answer created = served(
                checkouts,
                Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                Map.of("buyerId", "buyer-1", "lines", LINES));
        if (pays && created.isOk()) {
            String id = created.body().path("orderId").asString();
            long amount = created.body().path("amount").asLong();
            String key = provider.pays("TOSS", id, amount, "CARD");
            Answer confirmed = served(
                    checkouts + "/" + id + "/confirm",
                    Map.of("X-CSRF-Token", created.body().path("csrfToken").asString()),
                    Map.of("paymentKey", key, "amount", amount));
            if (confirmed.isOk()) {
                paid.add(id);
            }
        }
    }

    /** Told to come again, a buyer does, with the same request. */
    private Answer served(String url, Map<String, String> headers, Object body) {
        return Awaitility.await("an answer")
                .atMost(LONGEST)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> asked(url, headers, body), answer -> answer.status() != 503);
    }

    private Answer asked(String url, Map<String, String> headers, Object body) {
        requests.incrementAndGet();
        try {
            Answer answer = http.post(url, headers, body);
            if (!answer.isOk()) {
                notServed.add(answer.status() + " " + answer.contentType() + " " + about(answer));
            }
            return answer;
        } catch (IOException e) {
            notServed.add(url + ": " + e);
            return new Answer(0, null, "");
        }
    }

    /** Without what differs from order to order. */
    private static String about(Answer answer) {
        boolean isProblem = "application/problem+json".equals(answer.contentType());
        return isProblem ? answer.body().path("detail").asString("") : answer.text();
    }
}
