package dev.paysaga.payment.domain;

import dev.paysaga.testing.StateDiagram;
import org.junit.jupiter.api.Test;

class CancellationStatusTest {

    @Test
    void theCommittedDiagramIsTheEnum() {
        StateDiagram.assertCommitted(
                "cancellation-status", "The states of a cancel", CancellationStatus.class, CancellationStatus::next);
    }
}
