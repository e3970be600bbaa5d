package dev.paysaga.checkout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.testing.StateDiagram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckoutStatusTest {

    @ParameterizedTest
    @EnumSource
    void itGoesForwardOnly(CheckoutStatus status) {
        assertThat(status.next()).allMatch(next -> next.compareTo(status) > 0);
    }

    @Test
    void theCommittedDiagramIsTheEnum() {
        StateDiagram.assertCommitted(
                "checkout-status", "The states of a checkout", CheckoutStatus.class, CheckoutStatus::next);
    }
}
