package dev.paysaga.payment.domain;

import dev.paysaga.testing.StateDiagram;
import org.junit.jupiter.api.Test;

class PaymentOrderStatusTest {

    @Test
    void theCommittedDiagramIsTheEnum() {
        StateDiagram.assertCommitted(
                "payment-order-status",
                "The states of a payment order",
                PaymentOrderStatus.class,
                PaymentOrderStatus::next);
    }
}
