package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.system.SpanReceiver.Received;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** One order is one trace: what each program has done for it arrives by OTLP, under the trace id of the buyer's request. */
class TracingIT extends RunningSuite {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String BUYERS_SPAN = "b7ad6b7169203331";

    /** The way of one order, from the buyer's click to the last event. */
    private static final List<String> WAY = List.of(
            "checkout-service: POST /v1/checkouts/{orderId}/confirm",
            "checkout-service: ask by POST",
            "payment-service: POST /v1/payments/confirm",
            "payment-service: provider confirm",
            "payment-service: announce paysaga.payment.approved.v1",
            "outbox-relay: publish to payment.events.v1",
            "ledger-service: take in paysaga.payment.approved.v1",
            "ledger-service: announce paysaga.ledger.recorded.v1",
            "outbox-relay: publish to ledger.events.v1",
            "wallet-service: take in paysaga.payment.approved.v1",
            "wallet-service: announce paysaga.wallet.credited.v1",
            "outbox-relay: publish to wallet.events.v1",
            "payment-service: take in paysaga.ledger.recorded.v1",
            "payment-service: take in paysaga.wallet.credited.v1",
            "payment-service: announce paysaga.payment.completed.v1",
            "checkout-service: take in paysaga.payment.completed.v1");

    @Test
    void oneTraceHasEveryHopOfAnOrder() {
        var order = buyer.checksOut("drip-set", "barley-tea x 2").pays();
        order.within("00-" + TRACE + "-" + BUYERS_SPAN + "-01").confirms();
        order.endsAs("COMPLETE", SOON);

        List<Received> spans = Awaitility.await("the last span arrives")
                .atMost(Duration.ofSeconds(15))
                .until(() -> spans().ofTrace(TRACE), found -> names(found).containsAll(WAY));

        Set<String> ids = spans.stream().map(Received::id).collect(Collectors.toSet());
        ids.add(BUYERS_SPAN);
        assertThat(spans)
                .as("nothing hangs in the air")
                .allSatisfy(
                        span -> assertThat(span.parentId()).as(span.toString()).isIn(ids));
    }

    private static Set<String> names(List<Received> spans) {
        return spans.stream().map(Received::toString).collect(Collectors.toSet());
    }
}
