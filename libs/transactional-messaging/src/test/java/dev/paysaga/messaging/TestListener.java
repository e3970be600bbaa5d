package dev.paysaga.messaging;

import dev.paysaga.events.PaymentEvent;
import dev.paysaga.events.PaymentEvent.CancellationCompleted;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.events.PaymentEvent.PaymentCompleted;
import dev.paysaga.events.PaymentEvent.PaymentDeclined;
import dev.paysaga.events.PaymentEvent.PaymentWaitingForDeposit;
import dev.paysaga.events.Topic;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.MDC;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes one row per event, and does before that whatever a test wants of an order. */
final class TestListener implements SagaListener<PaymentEvent> {

    private final JdbcTemplate jdbc;
    private final Map<String, Consumer<PaymentCompleted>> faults = new ConcurrentHashMap<>();

    TestListener(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void onOrder(String order, Consumer<PaymentCompleted> fault) {
        faults.put(order, fault);
    }

    void heal(String order) {
        faults.remove(order);
    }

    @Override
    public Topic<PaymentEvent> topic() {
        return Topic.PAYMENT;
    }

    @Override
    public void on(PaymentEvent event) {
        switch (event) {
            case PaymentCompleted completed -> {
                jdbc.update(
                        "INSERT INTO effect (order_id, amount, trace) VALUES (?, ?, ?)",
                        completed.orderId().value(),
                        completed.amount(),
                        MDC.get("traceparent"));
                faults.getOrDefault(completed.orderId().value(), _ -> {}).accept(completed);
            }
            case PaymentApproved _,
                    PaymentWaitingForDeposit _,
                    PaymentDeclined _,
                    PaymentCanceled _,
                    CancellationCompleted _ -> {} // not used in tests
        }
    }
}
