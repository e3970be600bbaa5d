package dev.paysaga.psp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentMethod;
import dev.paysaga.psp.simulator.truth.PaymentStatus;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.VirtualAccount;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentTest {

    private static final Instant OPENED = MovableClock.START;

    /** Seconds from opening the window, from which on those that wait for somebody expire. */
    @ParameterizedTest(name = "{0} after {1} s is {2}")
    @CsvSource({
        "READY, 1800, READY",
        "READY, 1801, EXPIRED",
        "IN_PROGRESS, 600, IN_PROGRESS",
        "IN_PROGRESS, 601, EXPIRED",
        "WAITING_FOR_DEPOSIT, 1800, WAITING_FOR_DEPOSIT",
        "WAITING_FOR_DEPOSIT, 1801, EXPIRED",
        "DONE, 1801, DONE",
        "ABORTED, 1801, ABORTED",
        "CANCELED, 1801, CANCELED",
        "PARTIAL_CANCELED, 1801, PARTIAL_CANCELED"
    })
    void expiresWhenNobodyActsInTime(PaymentStatus status, int seconds, PaymentStatus then) {
        Payment payment = in(status);

        assertThat(payment.status()).isEqualTo(status);
        assertThat(payment.asOf(OPENED.plus(Duration.ofSeconds(seconds))).status())
                .isEqualTo(then);
    }

    private static Payment in(PaymentStatus status) {
        Payment ready = Payment.opened(Psp.TOSS, "simpg1", SimulatorTest.ORDER, "Hand drip set", "KRW", 39_000, OPENED);
        VirtualAccount account = new VirtualAccount("X1", "Kim Simul", OPENED.plusSeconds(1800), "ps_x");
        Payment authenticated = ready.authenticated(PaymentMethod.CARD, null, OPENED);
        Payment done = authenticated.approved(OPENED, "SIMTX1", "00000117");
        return switch (status) {
            case READY -> ready;
            case IN_PROGRESS -> authenticated;
            case WAITING_FOR_DEPOSIT ->
                ready.authenticated(PaymentMethod.VIRTUAL_ACCOUNT, account, OPENED)
                        .waiting(OPENED, "SIMTX5");
            case DONE -> done;
            case ABORTED -> authenticated.aborted(OPENED, "SIMTX2", new Payment.Failure("REJECT_CARD_PAYMENT", "No."));
            case EXPIRED -> authenticated.expired(OPENED);
            case CANCELED -> done.canceled(39_000, "x", OPENED, "SIMTX3");
            case PARTIAL_CANCELED -> done.canceled(9_000, "x", OPENED, "SIMTX4");
        };
    }
}
