package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.system.Buyer.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a container engine can do to a program while orders come in: all of them end, and the books agree. */
class FaultsOnCompose extends RunningSuite {

    private final ComposeCluster containers = (ComposeCluster) suite;

    @ParameterizedTest(name = "{0} dies")
    @ValueSource(strings = {"checkout", "payment", "ledger", "wallet", "relay", "psp", "kafka", "mysql"})
    void theRestartPolicyBringsItBack(String victim) throws Exception {
        underLoad(() -> containers.kill(victim));
        suite.awaitReady(victim, AFTER_FAULTS);
    }

    @ParameterizedTest(name = "{0} stands still")
    @ValueSource(strings = {"payment", "relay", "kafka", "mysql"})
    void aPauseOfTenSecondsDelaysOrdersAndLosesNone(String victim) throws Exception {
        underLoad(() -> {
            suite.pause(victim);
            TimeUnit.SECONDS.sleep(10);
            suite.resume(victim);
        });
    }

    @ParameterizedTest(name = "{0} is cut off from {1}")
    @CsvSource({"relay, events", "relay, database", "ledger, events", "wallet, database", "payment, provider"})
    void aNetworkThatIsGoneForTenSecondsDelaysOrdersAndLosesNone(String victim, String network) throws Exception {
        underLoad(() -> {
            containers.cutOff(victim, network);
            TimeUnit.SECONDS.sleep(10);
            containers.mend(victim, network);
        });
    }

    private interface Fault {
        void happens() throws Exception;
    }

    /** Twenty orders begin each second, for ten seconds; the fault comes after two. */
    private void underLoad(Fault fault) throws Exception {
        List<Future<Order>> orders = new ArrayList<>();
        var begun = new AtomicInteger();
        try (var clock = Executors.newSingleThreadScheduledExecutor();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var beginning = clock.scheduleAtFixedRate(
                    () -> {
                        if (begun.incrementAndGet() <= 200) {
                            orders.add(threads.submit(this::order));
                        }
                    },
                    0,
                    50,
                    TimeUnit.MILLISECONDS);
            TimeUnit.SECONDS.sleep(2);
            fault.happens();
            org.awaitility.Awaitility.await().atMost(AFTER_FAULTS).until(() -> begun.get() > 200);
            beginning.cancel(false);
        }
        assertThat(orders).hasSize(200);
        for (Future<Order> order : orders) {
            order.get().endsAs("COMPLETE", AFTER_FAULTS);
        }
    }

    private Order order() {
        Order order = buyer.checksOut("drip-set", "barley-tea x 2").pays();
        order.confirms();
        return order;
    }
}
