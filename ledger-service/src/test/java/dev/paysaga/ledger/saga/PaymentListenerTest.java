package dev.paysaga.ledger.saga;

import static dev.paysaga.ledger.PaymentTopic.approved;
import static dev.paysaga.ledger.PaymentTopic.newEventId;
import static dev.paysaga.ledger.PaymentTopic.newOrder;
import static dev.paysaga.ledger.PaymentTopic.publish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.events.LedgerEvent;
import dev.paysaga.events.LedgerEvent.LedgerRecorded;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCompleted;
import dev.paysaga.events.PaymentEvent.PaymentDeclined;
import dev.paysaga.events.Psp;
import dev.paysaga.ledger.LedgerServiceTest;
import dev.paysaga.ledger.PaymentTopic.Line;
import dev.paysaga.messaging.EventCodec;
import dev.paysaga.testing.TestMysql;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.client.StatusAssertions;

class PaymentListenerTest extends LedgerServiceTest {

    private static final EventCodec CODEC = new EventCodec();
    private static final Line BORI = new Line("seller-bori", 39_000);
    private static final Line DALBIT = new Line("seller-dalbit", 12_000);

    @Test
    void anApprovedPaymentIsBookedAndAnnounced() {
        PaymentApproved payment = approved(newOrder(), BORI, DALBIT);
        long first = payment.paymentOrders().getFirst().paymentOrderId();
        long second = payment.paymentOrders().getLast().paymentOrderId();

        publish(payment, 1);

        eventually("the payment is booked")
                .untilAsserted(() -> assertThat(booked(payment.orderId())).containsExactly(first, second));
        assertThat(announced(payment.orderId())).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("paysaga.ledger.recorded.v1");
            assertThat(event.source()).isEqualTo("/paysaga/ledger-service");
            assertThat(event.sequence()).isEqualTo("1");
            assertThat(event.payload()).isEqualTo(CODEC.encode(recorded(payment, first, second)));
        });
    }

    @Test
    void theSameMessageTwiceIsBookedOnce() {
        PaymentApproved twice = approved(newOrder(), BORI);
        String eventId = newEventId();
        publish(twice, 1, eventId);
        publish(twice, 1, eventId);

        afterwards(twice.orderId(), 2);

        assertThat(booked(twice.orderId())).hasSize(1);
        assertThat(announced(twice.orderId())).hasSize(1);
        assertThat(parked(twice.orderId())).isEmpty();
    }

    @Test
    void aSecondEventForABookedPaymentOrderIsParkedWhateverTheInboxSays() {
        PaymentApproved payment = approved(newOrder(), BORI);
        publish(payment, 1);
        publish(payment, 2);

        eventually("the second booking is parked")
                .untilAsserted(() -> assertThat(parked(payment.orderId()))
                        .singleElement()
                        .satisfies(parked -> {
                            assertThat(parked.status()).isEqualTo("FAILED");
                            assertThat(parked.reason()).contains("ledger_entry_once");
                        }));
        assertThat(booked(payment.orderId())).hasSize(1);
        assertThat(announced(payment.orderId())).hasSize(1);
    }

    @Test
    void anEarlyMessageWaitsForTheOneBeforeIt() {
        OrderId order = newOrder();
        PaymentApproved first = approved(order, BORI);
        PaymentApproved second = approved(order, DALBIT);

        publish(second, 2);
        eventually("the early one waits")
                .untilAsserted(() ->
                        assertThat(parked(order)).extracting(Parked::status).containsExactly("WAITING"));
        assertThat(booked(order)).isEmpty();
        publish(first, 1);

        eventually("both are booked, the first one first")
                .untilAsserted(() -> assertThat(booked(order))
                        .containsExactly(
                                first.paymentOrders().getFirst().paymentOrderId(),
                                second.paymentOrders().getFirst().paymentOrderId()));
        assertThat(announced(order)).extracting(Announced::sequence).containsExactly("1", "2");
        assertThat(announced(order).getFirst().payload())
                .contains(Long.toString(first.paymentOrders().getFirst().paymentOrderId()));
        assertThat(parked(order)).isEmpty();
    }

    @Test
    void anUnreadableMessageIsParkedOthersFlowAndAReplayBooksIt() {
        PaymentApproved payment = approved(newOrder(), BORI);
        PaymentApproved other = approved(newOrder(), DALBIT);
        publish(payment.orderId(), "paysaga.payment.approved.v1", 1, newEventId(), "{\"orderId\": ");
        publish(new PaymentCompleted(payment.orderId(), 39_000, "KRW", RECORDED_AT), 2);
        publish(other, 1);

        eventually("the other order is booked")
                .untilAsserted(() -> assertThat(booked(other.orderId())).hasSize(1));
        List<Parked> parked = eventually("it is parked, and the one behind it with it")
                .until(() -> parked(payment.orderId()), found -> found.size() == 2);
        assertThat(parked).extracting(Parked::status).containsExactly("FAILED", "WAITING");
        assertThat(booked(payment.orderId())).isEmpty();
        long unreadable = parked.getFirst().id();
        replay(unreadable).isEqualTo(409);

        repair(unreadable, CODEC.encode(payment));
        replay(unreadable).isEqualTo(200);

        assertThat(booked(payment.orderId())).hasSize(1);
        assertThat(parked(payment.orderId())).isEmpty();
        replay(unreadable).isEqualTo(404);
    }

    @Test
    void aPaymentThatContradictsItselfIsParkedAndNeverHalfBooked() {
        PaymentApproved right = approved(newOrder(), BORI, DALBIT);
        var wrong = new PaymentApproved(
                right.orderId(),
                right.psp(),
                right.paymentKey(),
                right.amount() + 1,
                right.currency(),
                right.approvedAt(),
                right.paymentOrders());

        publish(wrong, 1);

        eventually("the payment is parked")
                .untilAsserted(() -> assertThat(parked(wrong.orderId()))
                        .extracting(Parked::reason)
                        .singleElement()
                        .asString()
                        .contains("are 51,000 KRW, but it is 51,001 KRW"));
        assertThat(booked(wrong.orderId())).isEmpty();
        assertThat(announced(wrong.orderId())).isEmpty();
    }

    @Test
    void anUnknownTypeIsSkippedAndTheSequenceGoesOn() {
        PaymentApproved payment = approved(newOrder(), BORI);
        publish(payment.orderId(), "paysaga.payment.admired.v1", 1, newEventId(), "{}");
        publish(payment, 2);

        eventually("the known one is booked")
                .untilAsserted(() -> assertThat(booked(payment.orderId())).hasSize(1));
    }

    @Test
    void aDeclinedOrCompletedPaymentBooksNothing() {
        OrderId order = newOrder();
        publish(
                new PaymentDeclined(
                        order, Psp.TOSS, "test_pay_1", 39_000, "KRW", "REJECT_CARD_PAYMENT", "No.", Instant.EPOCH),
                1);
        publish(new PaymentCompleted(order, 39_000, "KRW", Instant.EPOCH), 2);

        eventually("both have been taken").until(() -> taken(order), count -> count == 2);

        assertThat(booked(order)).isEmpty();
        assertThat(announced(order)).isEmpty();
        assertThat(parked(order)).isEmpty();
    }

    @Test
    void twoHundredOrdersAtOnceAreAllBooked() {
        String seller = "seller-" + newEventId().substring(0, 8);
        List<PaymentApproved> payments = IntStream.rangeClosed(1, 200)
                .mapToObj(n -> approved(newOrder(), new Line(seller, n), new Line(seller + "-2", 2L * n)))
                .toList();

        payments.parallelStream().forEach(payment -> publish(payment, 1));

        eventually("both sellers are owed all of it").untilAsserted(() -> {
            assertThat(owedTo(seller)).isEqualTo(20_100);
            assertThat(owedTo(seller + "-2")).isEqualTo(40_200);
        });
        assertThat(payments)
                .allSatisfy(payment -> assertThat(announced(payment.orderId())).hasSize(1));
    }

    private long owedTo(String seller) {
        return books
                .query(
                        "SELECT amount FROM ledger.ledger_entry WHERE credit_account = ?",
                        (row, _) -> row.getLong(1),
                        "seller-payable:" + seller)
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static LedgerRecorded recorded(PaymentApproved payment, long first, long second) {
        return new LedgerRecorded(
                payment.orderId(),
                "KRW",
                RECORDED_AT,
                List.of(
                        new LedgerEvent.RecordedEntry(
                                first, "psp-receivable:TOSS", "seller-payable:seller-bori", 39_000),
                        new LedgerEvent.RecordedEntry(
                                second, "psp-receivable:TOSS", "seller-payable:seller-dalbit", 12_000)));
    }

    private StatusAssertions replay(long parkedId) {
        return operator()
                .post()
                .uri("/v1/parked-messages/{id}/replay", parkedId)
                .exchange()
                .expectStatus();
    }

    /** As an operator would, who has found out what the message was meant to say. */
    private static void repair(long parkedId, String body) {
        new JdbcTemplate(TestMysql.as("ledger_app", "ledger"))
                .update("UPDATE parked_message SET payload = ? WHERE id = ?", body, parkedId);
    }

    /** Sends one more message of the order and waits until it is through: whatever came before it is as well. */
    private void afterwards(OrderId order, long sequence) {
        publish(new PaymentCompleted(order, 39_000, "KRW", RECORDED_AT), sequence);
        eventually("message " + sequence + " is taken").until(() -> taken(order), count -> count == sequence);
    }
}
