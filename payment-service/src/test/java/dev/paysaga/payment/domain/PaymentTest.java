package dev.paysaga.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paysaga.events.CheckoutEvent.CheckoutCreated;
import dev.paysaga.events.CheckoutEvent.CheckoutLine;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentDeclined;
import dev.paysaga.events.PaymentEvent.PaymentWaitingForDeposit;
import dev.paysaga.events.Psp;
import dev.paysaga.payment.domain.ConfirmOutcome.Approved;
import dev.paysaga.payment.domain.ConfirmOutcome.ConfigError;
import dev.paysaga.payment.domain.ConfirmOutcome.Declined;
import dev.paysaga.payment.domain.ConfirmOutcome.InFlight;
import dev.paysaga.payment.domain.ConfirmOutcome.Resend;
import dev.paysaga.payment.domain.ConfirmOutcome.Unknown;
import dev.paysaga.payment.domain.ConfirmOutcome.WaitingForDeposit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.util.ReflectionTestUtils;

class PaymentTest {

    private static final Instant NOW = Instant.parse("2026-11-04T01:15:00Z");
    private static final Duration PUSH_AFTER = Duration.ofSeconds(30);

    /** What each outcome means in each state: the next state, and whether something is announced. */
    @ParameterizedTest
    @CsvSource({
        // state,    outcome,      then,       announced
        "EXECUTING,  approved,     SUCCESS,    approved",
        "EXECUTING,  declined,     FAILURE,    declined",
        "EXECUTING,  unknown,      UNKNOWN,    nothing",
        "EXECUTING,  in flight,    UNKNOWN,    nothing",
        "EXECUTING,  config error, UNKNOWN,    nothing",
        "EXECUTING,  waiting,      EXECUTING,  waiting",
        "UNKNOWN,    waiting,      UNKNOWN,    waiting",
        // the provider was faster than any confirm
        "NOT_STARTED, approved,    SUCCESS,    approved",
        "NOT_STARTED, waiting,     EXECUTING,  waiting",
        "UNKNOWN,    approved,     SUCCESS,    approved",
        "UNKNOWN,    declined,     FAILURE,    declined",
        "UNKNOWN,    unknown,      UNKNOWN,    nothing",
        "UNKNOWN,    in flight,    UNKNOWN,    nothing",
        "UNKNOWN,    config error, UNKNOWN,    nothing",
        // too late: the end is known
        "SUCCESS,    approved,     SUCCESS,    nothing",
        "SUCCESS,    declined,     SUCCESS,    nothing",
        "SUCCESS,    unknown,      SUCCESS,    nothing",
        "FAILURE,    approved,     FAILURE,    nothing",
        "FAILURE,    declined,     FAILURE,    nothing",
        "FAILURE,    config error, FAILURE,    nothing"
    })
    void takesOverWhatIsKnown(PaymentOrderStatus state, String outcome, PaymentOrderStatus then, String announced) {
        Payment payment = paymentIn(state, Psp.PORTONE);

        var event = payment.record(outcome(outcome), NOW, PUSH_AFTER);

        assertThat(payment.paymentOrders()).extracting(PaymentOrder::status).containsOnly(then);
        switch (announced) {
            case "approved" -> assertThat(event).get().isInstanceOf(PaymentApproved.class);
            case "declined" -> assertThat(event).get().isInstanceOf(PaymentDeclined.class);
            case "waiting" -> assertThat(event).get().isInstanceOf(PaymentWaitingForDeposit.class);
            default -> assertThat(event).isEmpty();
        }
    }

    /** What a request to confirm means in each state, by precedence. */
    @ParameterizedTest
    @CsvSource({
        // state,     key,   amount, decision
        "NOT_STARTED, key-1, 50999,  OTHER_AMOUNT",
        "SUCCESS,     key-2, 50999,  OTHER_AMOUNT",
        "EXECUTING,   key-2, 51000,  OTHER_PAYMENT_KEY",
        "UNKNOWN,     key-2, 51000,  OTHER_PAYMENT_KEY",
        "SUCCESS,     key-2, 51000,  OTHER_PAYMENT_KEY",
        "FAILURE,     key-2, 51000,  OTHER_PAYMENT_KEY",
        "SUCCESS,     key-1, 51000,  ENDED",
        "FAILURE,     key-1, 51000,  ENDED",
        "EXECUTING,   key-1, 51000,  RUNNING",
        "UNKNOWN,     key-1, 51000,  RUNNING",
        "NOT_STARTED, key-1, 51000,  SEND"
    })
    void decidesWhatAConfirmMeans(PaymentOrderStatus state, String key, long amount, ConfirmDecision decision) {
        Payment payment = paymentIn(state);

        assertThat(payment.confirm(key, amount)).isEqualTo(decision);

        PaymentOrderStatus then = decision == ConfirmDecision.SEND ? PaymentOrderStatus.EXECUTING : state;
        assertThat(payment.status()).isEqualTo(then);
    }

    @Test
    void anApprovalNamesEveryPaymentOrderAndTheTimeToLookAgain() {
        Payment payment = paymentIn(PaymentOrderStatus.EXECUTING);

        var event = (PaymentApproved) payment.record(new Approved(NOW.minusSeconds(1)), NOW, PUSH_AFTER)
                .orElseThrow();

        assertThat(event.amount()).isEqualTo(51_000);
        assertThat(event.paymentKey()).isEqualTo("key-1");
        assertThat(event.approvedAt()).isEqualTo(NOW.minusSeconds(1));
        assertThat(event.paymentOrders())
                .extracting("sellerId", "amount")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("seller-bori", 39_000L),
                        org.assertj.core.groups.Tuple.tuple("seller-dalbit", 12_000L));
        assertThat(payment.nextPushAt()).isEqualTo(NOW.plus(PUSH_AFTER));
    }

    @Test
    void aDepositIsAnnouncedOnceAndIsStillTheSamePaymentWhenItComes() {
        Payment payment = paymentIn(PaymentOrderStatus.EXECUTING);
        assertThat(payment.record(outcome("waiting"), NOW, PUSH_AFTER)).isPresent();

        assertThat(payment.record(outcome("waiting"), NOW, PUSH_AFTER)).isEmpty();
        assertThat(payment.record(outcome("unknown"), NOW, PUSH_AFTER)).isEmpty();
        assertThat(payment.status()).isEqualTo(PaymentOrderStatus.EXECUTING);
        assertThat(payment.depositSecretHash()).isEqualTo("ab".repeat(32));
        assertThat(payment.record(outcome("approved"), NOW, PUSH_AFTER)).get().isInstanceOf(PaymentApproved.class);
        assertThat(payment.isWaitingForDeposit()).isFalse();
    }

    /** Where a payment stands for a look: 11 minutes after the first confirm its time is over, a day for a deposit. */
    @ParameterizedTest
    @CsvSource({
        // state,     minutes, stage
        "NOT_STARTED, 0,       NOT_STARTED",
        "NOT_STARTED, 99,      NOT_STARTED",
        "EXECUTING,   11,      ASKED",
        "UNKNOWN,     11,      ASKED",
        "UNKNOWN,     12,      OVERDUE",
        "SUCCESS,     99,      APPROVED",
        "FAILURE,     0,       REFUSED"
    })
    void standsSomewhereForALook(PaymentOrderStatus state, long minutes, Stage stage) {
        Payment payment = paymentIn(state);
        Instant closing = state == PaymentOrderStatus.NOT_STARTED ? null : NOW.plus(Duration.ofMinutes(11));

        assertThat(payment.stage(NOW.plus(Duration.ofMinutes(minutes)), closing, Duration.ZERO))
                .isEqualTo(stage);
    }

    @ParameterizedTest
    @CsvSource({"86400, WAITING", "87000, WAITING", "87001, DEPOSIT_OVERDUE"})
    void aDepositHasItsOwnDeadlineAndAGrace(long seconds, Stage stage) {
        Payment payment = paymentIn(PaymentOrderStatus.EXECUTING);
        payment.record(outcome("waiting"), NOW, PUSH_AFTER);

        assertThat(payment.stage(NOW.plusSeconds(seconds), NOW, Duration.ofMinutes(10)))
                .isEqualTo(stage);
    }

    /** What the end of its checkout means in each state: the next state, and whether money must go back now. */
    @ParameterizedTest
    @CsvSource({
        "NOT_STARTED, FAILURE,   false, VOID",
        "EXECUTING,   EXECUTING, false, ASKED",
        "UNKNOWN,     UNKNOWN,   false, ASKED",
        "SUCCESS,     SUCCESS,   true,  APPROVED",
        "FAILURE,     FAILURE,   false, REFUSED"
    })
    void hearsThatItsCheckoutIsCanceled(
            PaymentOrderStatus state, PaymentOrderStatus then, boolean moneyIsHere, Stage stage) {
        Payment payment = paymentIn(state);

        assertThat(payment.cancelCheckout(NOW)).isEqualTo(moneyIsHere);

        assertThat(payment.status()).isEqualTo(then);
        assertThat(payment.isCheckoutCanceled()).isTrue();
        assertThat(payment.stage(NOW, NOW, Duration.ZERO)).isEqualTo(stage);
        if (state == PaymentOrderStatus.NOT_STARTED) {
            assertThat(payment.confirm("key-1", 51_000)).isEqualTo(ConfirmDecision.ENDED);
        }
    }

    @Test
    void aCheckoutWhoseLinesDoNotSumUpIsNotTaken() {
        assertThatThrownBy(() -> new Payment(checkout(50_999, Psp.TOSS), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sum up to 51000, not 50999");
    }

    private static Payment paymentIn(PaymentOrderStatus state) {
        return paymentIn(state, Psp.TOSS);
    }

    private static Payment paymentIn(PaymentOrderStatus state, Psp psp) {
        Payment payment = stored(new Payment(checkout(51_000, psp), NOW));
        if (state != PaymentOrderStatus.NOT_STARTED) {
            payment.confirm("key-1", 51_000);
        }
        switch (state) {
            case NOT_STARTED, EXECUTING -> {}
            case SUCCESS -> payment.record(outcome("approved"), NOW, PUSH_AFTER);
            case FAILURE -> payment.record(outcome("declined"), NOW, PUSH_AFTER);
            case UNKNOWN -> payment.record(outcome("unknown"), NOW, PUSH_AFTER);
        }
        assertThat(payment.status()).isEqualTo(state);
        return payment;
    }

    /** As the database gives it back: every payment order has an id of its own. */
    private static Payment stored(Payment payment) {
        long id = 1041;
        for (PaymentOrder order : payment.paymentOrders()) {
            ReflectionTestUtils.setField(order, "id", id++);
        }
        return payment;
    }

    private static ConfirmOutcome outcome(String name) {
        return switch (name) {
            case "approved" -> new Approved(NOW);
            case "waiting" -> new WaitingForDeposit(NOW.plusSeconds(86_400), "ab".repeat(32));
            case "declined" -> new Declined("REJECT_CARD_PAYMENT", "refused");
            case "unknown" -> new Unknown("NO_ANSWER", "silence", Resend.SAME_KEY);
            case "in flight" -> new InFlight("IDEMPOTENT_REQUEST_PROCESSING", Resend.SAME_KEY);
            case "config error" -> new ConfigError("UNAUTHORIZED_KEY", "who are you");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static CheckoutCreated checkout(long amount, Psp psp) {
        return new CheckoutCreated(
                new OrderId("ord_0000000001"),
                "buyer-1",
                "Drip set and 1 more",
                psp,
                amount,
                "KRW",
                NOW,
                NOW.plusSeconds(1800),
                List.of(
                        new CheckoutLine("drip-set", "seller-bori", 1, 39_000),
                        new CheckoutLine("barley-tea", "seller-dalbit", 2, 12_000)));
    }
}
