package dev.paysaga.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paysaga.events.CheckoutEvent.CheckoutCreated;
import dev.paysaga.events.CheckoutEvent.CheckoutLine;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentDeclined;
import dev.paysaga.events.Psp;
import dev.paysaga.payment.domain.ConfirmOutcome.Approved;
import dev.paysaga.payment.domain.ConfirmOutcome.ConfigError;
import dev.paysaga.payment.domain.ConfirmOutcome.Declined;
import dev.paysaga.payment.domain.ConfirmOutcome.InFlight;
import dev.paysaga.payment.domain.ConfirmOutcome.Resend;
import dev.paysaga.payment.domain.ConfirmOutcome.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        Payment payment = paymentIn(state);

        var event = payment.record(outcome(outcome), NOW, PUSH_AFTER);

        assertThat(payment.paymentOrders()).extracting(PaymentOrder::status).containsOnly(then);
        switch (announced) {
            case "approved" -> assertThat(event).get().isInstanceOf(PaymentApproved.class);
            case "declined" -> assertThat(event).get().isInstanceOf(PaymentDeclined.class);
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
    void aCheckoutWhoseLinesDoNotSumUpIsNotTaken() {
        assertThatThrownBy(() -> new Payment(checkout(50_999), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sum up to 51000, not 50999");
    }

    private static Payment paymentIn(PaymentOrderStatus state) {
        Payment payment = new Payment(checkout(51_000), NOW);
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

    private static ConfirmOutcome outcome(String name) {
        return switch (name) {
            case "approved" -> new Approved(NOW);
            case "declined" -> new Declined("REJECT_CARD_PAYMENT", "refused");
            case "unknown" -> new Unknown("NO_ANSWER", "silence", Resend.SAME_KEY);
            case "in flight" -> new InFlight("IDEMPOTENT_REQUEST_PROCESSING", Resend.SAME_KEY);
            case "config error" -> new ConfigError("UNAUTHORIZED_KEY", "who are you");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static CheckoutCreated checkout(long amount) {
        return new CheckoutCreated(
                new OrderId("ord_0000000001"),
                "buyer-1",
                "Drip set and 1 more",
                Psp.TOSS,
                amount,
                "KRW",
                NOW,
                NOW.plusSeconds(1800),
                List.of(
                        new CheckoutLine("drip-set", "seller-bori", 1, 39_000),
                        new CheckoutLine("barley-tea", "seller-dalbit", 2, 12_000)));
    }
}
