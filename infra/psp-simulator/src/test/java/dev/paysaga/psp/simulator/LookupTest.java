package dev.paysaga.psp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookupTest extends SimulatorTest {

    @Test
    void aPaymentIsFoundByItsKeyAndByItsOrder() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        assertThat(merchant.lookup(paymentKey).gist()).isEqualTo("200 IN_PROGRESS");
        assertThat(merchant.lookupOrder(ORDER).gist()).isEqualTo("200 IN_PROGRESS");

        Merchant.Answered confirmed = merchant.confirm(paymentKey, ORDER, 39_000, "key-1");

        assertThat(merchant.lookup(paymentKey).body()).isEqualTo(confirmed.body());
        assertThat(merchant.lookupOrder(ORDER).body()).isEqualTo(confirmed.body());
    }

    @Test
    void whatWasNeverOpenedIsNotFound() {
        assertThat(merchant.lookup("simpgnone").gist()).isEqualTo("404 NOT_FOUND_PAYMENT");
        assertThat(merchant.lookupOrder("ord-00000000-000000").gist()).isEqualTo("404 NOT_FOUND_PAYMENT");
    }

    @Test
    void anOrderShowsItsApprovedPaymentRatherThanALaterAttempt() {
        String first = merchant.pay(ORDER, 39_000);
        merchant.confirm(first, ORDER, 39_000, "key-1");
        merchant.pay(ORDER, 39_000);

        assertThat(merchant.lookupOrder(ORDER).json().path("paymentKey").asString())
                .isEqualTo(first);
    }

    @Test
    void anOrderShowsItsLatestAttemptWhileNoneIsApproved() {
        merchant.pay(ORDER, 39_000);
        String second = merchant.pay(ORDER, 39_000);

        assertThat(merchant.lookupOrder(ORDER).json().path("paymentKey").asString())
                .isEqualTo(second);
    }
}
