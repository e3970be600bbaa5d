package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.system.Buyer.Order;
import dev.paysaga.system.Http.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many at once. */
class StampedeIT extends RunningSuite {

    @ParameterizedTest
    @ValueSource(strings = {"TOSS", "PORTONE"})
    void fiftyConfirmsOfOneOrderTakeItsMoneyOnce(String psp) throws Exception {
        Order order = buyer.with(psp).checksOut("drip-set", "barley-tea x 2").pays();

        List<Answer> answers = Load.run(50, 50, () -> order.tryConfirm(order.amount()));

        assertThat(answers).anyMatch(Answer::isOk).noneMatch(answer -> answer.status() >= 500);
        order.endsAs("COMPLETE", AFTER_FAULTS);
        assertThat(order.truth().path("captures").asLong()).isEqualTo(1);
    }

    @Test
    void ofTwoPaymentWindowsForOneOrderOneIsPaid() throws Exception {
        Order order = buyer.checksOut("drip-set").pays();
        String one = order.paymentKey();
        String other = order.pays().paymentKey();
        var calls = new AtomicInteger();

        List<Answer> answers = Load.run(
                50, 50, () -> order.tryConfirm(calls.incrementAndGet() % 2 == 0 ? one : other, order.amount()));

        assertThat(answers).anyMatch(Answer::isOk).noneMatch(answer -> answer.status() >= 500);
        order.endsAs("COMPLETE", AFTER_FAULTS);
        assertThat(order.truth().path("captures").asLong()).isEqualTo(1);
    }

    @Test
    void aProviderThatIsSlowForManyIsNotSlowForOthers() throws Exception {
        List<Order> slow = Load.run(
                30,
                30,
                () -> buyer.checksOut("paper-filters")
                        .pays()
                        .providerWill("confirm", "F06", Map.of("delayMillis", 20_000)));
        var asking = Thread.startVirtualThread(() -> {
            try {
                Load.run(30, 30, taking(slow));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        Order quick = buyer.checksOut("paper-filters").pays();
        assertThat(quick.confirms().path("status").asString()).isEqualTo("SUCCESS");
        quick.endsAs("COMPLETE", SOON);

        asking.join();
        assertThat(slow).allSatisfy(order -> order.endsAs("COMPLETE", AFTER_FAULTS));
        assertThat(slow)
                .allSatisfy(order ->
                        assertThat(order.truth().path("captures").asLong()).isEqualTo(1));
    }

    private static java.util.concurrent.Callable<Object> taking(List<Order> orders) {
        var next = new AtomicInteger();
        return () -> orders.get(next.getAndIncrement()).confirms();
    }
}
