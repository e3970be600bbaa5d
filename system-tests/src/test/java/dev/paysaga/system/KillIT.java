package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.system.Buyer.Order;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program is killed while a hundred sagas run; all of them end, and the books agree. */
class KillIT extends RunningSuite {

    @ParameterizedTest(name = "kill -9 of {0}")
    @ValueSource(strings = {"payment", "ledger", "wallet", "checkout", "relay", "kafka", "mysql"})
    void everySagaEnds(String victim) throws Exception {
        var begun = new AtomicInteger();

        List<Order> orders = Load.run(100, 100, () -> {
            Order order = buyer.checksOut("drip-set", "barley-tea x 2", "stoneware-mug")
                    .pays();
            if (begun.incrementAndGet() == 40) {
                suite.kill(victim);
            }
            order.confirms();
            return order;
        });

        assertThat(orders).allSatisfy(order -> order.endsAs("COMPLETE", AFTER_FAULTS));
        assertThat(orders)
                .allSatisfy(order ->
                        assertThat(order.truth().path("captures").asInt()).isEqualTo(1));
        suite.awaitReady(victim, AFTER_FAULTS);
    }
}
