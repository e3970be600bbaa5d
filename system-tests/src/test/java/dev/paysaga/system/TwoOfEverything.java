package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With two of everything, buyers do not notice when instances are replaced, and are at most told to come again when they
 * die. Not part of the other tests on containers: it wants a cluster of its own, and processor time for it
 * ({@code ./paysaga test --on compose TwoOfEverything}).
 */
@TestInstance(Lifecycle.PER_CLASS)
class TwoOfEverything {

    private static final Duration IN_THE_END = Duration.ofMinutes(3);

    private final ComposeCluster cluster = ComposeCluster.startTwoOfEverything(
            Path.of("target/two-" + ProcessHandle.current().pid()).toAbsolutePath());

    private final Books books = new Books(cluster);

    {
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
    }

    /** Nobody replaces what has been started a moment ago, and whose code is not compiled. */
    @BeforeAll
    void getWarm() {
        var buyers = new SteadyBuyers(cluster, 20, 10);
        buyers.during(() -> buyers.awaitBegun(800));
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkout", "payment", "ledger", "wallet", "relay", "relay-2"})
    void noRequestFailsWhileTheInstancesAreReplaced(String service) {
        var buyers = new SteadyBuyers(cluster, 20, 10);
        buyers.during(() -> cluster.rollingRestart(service));

        everyPaidOrderIsCompleteAndTheBooksBalance(buyers);
        assertThat(buyers.notServed()).as("of %s requests", buyers.requests()).isEmpty();
    }

    @Test
    void buyersAreAtMostToldToComeAgainWhenABrokerARelayAndAnInstanceOfEachServiceDieAtOnce() throws IOException {
        var victims = List.of("kafka", activeRelay(), "checkout", "payment", "ledger", "wallet");
        var buyers = new SteadyBuyers(cluster, 20, 10);
        buyers.during(() -> {
            List<Future<?>> deaths;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                deaths = victims.stream()
                        .<Future<?>>map(victim -> threads.submit(() -> cluster.kill(victim)))
                        .toList();
            }
            assertThat(deaths).extracting(Future::state).containsOnly(Future.State.SUCCESS);
            victims.forEach(victim -> cluster.awaitReady(victim, IN_THE_END));
        });

        everyPaidOrderIsCompleteAndTheBooksBalance(buyers);
        assertThat(buyers.notServed())
                .as("of %s requests", buyers.requests())
                .allSatisfy(refusal -> assertThat(refusal).startsWith("503 application/problem+json"));
    }

    private void everyPaidOrderIsCompleteAndTheBooksBalance(SteadyBuyers buyers) {
        assertThat(buyers.paid()).isNotEmpty();
        buyers.paid().forEach(order -> buyers.awaitComplete(order, IN_THE_END));
        books.balance(IN_THE_END);
    }

    private String activeRelay() throws IOException {
        var relay = new Http()
                .get(
                        cluster.url("relay") + "/v1/relay",
                        Map.of("Authorization", "Bearer " + cluster.secrets().operatorToken()));
        return relay.body().path("state").asString().equals("STREAMING") ? "relay" : "relay-2";
    }
}
