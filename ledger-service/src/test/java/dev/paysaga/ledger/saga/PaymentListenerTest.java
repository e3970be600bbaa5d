package dev.paysaga.ledger.saga;

import static dev.paysaga.testing.PaymentTopic.approved;
import static dev.paysaga.testing.PaymentTopic.canceled;
import static dev.paysaga.testing.PaymentTopic.newEventId;
import static dev.paysaga.testing.PaymentTopic.newOrder;
import static dev.paysaga.testing.PaymentTopic.publish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.events.LedgerEvent;
import dev.paysaga.events.LedgerEvent.LedgerRecorded;
import dev.paysaga.events.LedgerEvent.LedgerReversed;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent.CancellationCompleted;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.events.PaymentEvent.PaymentCompleted;
import dev.paysaga.events.PaymentEvent.PaymentDeclined;
import dev.paysaga.events.PaymentEvent.PaymentWaitingForDeposit;
import dev.paysaga.events.Psp;
import dev.paysaga.ledger.LedgerServiceTest;
import dev.paysaga.messaging.EventCodec;
import dev.paysaga.testing.PaymentTopic.Line;
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
        String wrong = CODEC.encode(right).replace("\"amount\":51000", "\"amount\":51001");

        publish(right.orderId(), "paysaga.payment.approved.v1", 1, newEventId(), wrong);

        eventually("the payment is parked")
                .untilAsserted(() -> assertThat(parked(right.orderId()))
                        .extracting(Parked::reason)
                        .singleElement()
                        .asString()
                        .contains("are 51,000 KRW, but it is 51,001 KRW"));
        assertThat(booked(right.orderId())).isEmpty();
        assertThat(announced(right.orderId())).isEmpty();
    }

    @Test
    void aPartialCancelIsReversedAndAnnounced() {
        PaymentApproved payment = approved(newOrder(), BORI, DALBIT);
        PaymentCanceled cancel = canceled(payment, 0, 6_000);
        long second = payment.paymentOrders().getLast().paymentOrderId();

        publish(payment, 1);
        publish(cancel, 2);

        eventually("the cancel is booked")
                .untilAsserted(() -> assertThat(reversed(payment.orderId()))
                        .containsExactly(cancel.cancellationId() + " " + second
                                + " seller-payable:seller-dalbit psp-receivable:TOSS 6000"));
        assertThat(announced(payment.orderId())).hasSize(2).last().satisfies(event -> {
            assertThat(event.type()).isEqualTo("paysaga.ledger.reversed.v1");
            assertThat(event.sequence()).isEqualTo("2");
            assertThat(event.payload())
                    .isEqualTo(CODEC.encode(new LedgerReversed(
                            payment.orderId(),
                            cancel.cancellationId(),
                            "KRW",
                            RECORDED_AT,
                            List.of(new LedgerEvent.RecordedEntry(
                                    second, "seller-payable:seller-dalbit", "psp-receivable:TOSS", 6_000)))));
        });
    }

    @Test
    void cancelsTakeAPaymentBackToTheLastWonAndTheBooksBalance() {
        PaymentApproved payment = approved(newOrder(), BORI, DALBIT);
        publish(payment, 1);
        publish(canceled(payment, 1, 11_999), 2);
        publish(canceled(payment, 38_000), 3);
        publish(canceled(payment, 999, 1), 4);

        eventually("all three are booked")
                .untilAsserted(() -> assertThat(reversed(payment.orderId())).hasSize(5));
        assertThat(books.queryForMap(
                        "SELECT SUM(IF(kind = 'PAYMENT', amount, -amount)) AS remaining, COUNT(*) AS entries"
                                + " FROM ledger.ledger_entry WHERE order_id = ?",
                        payment.orderId().value()))
                .hasToString("{remaining=0, entries=7}");
        assertThat(announced(payment.orderId())).hasSize(4);
    }

    @Test
    void theSameCancelTwiceIsReversedOnce() {
        PaymentApproved payment = approved(newOrder(), BORI);
        PaymentCanceled cancel = canceled(payment, 1_000);
        String eventId = newEventId();
        publish(payment, 1);
        publish(cancel, 2, eventId);
        publish(cancel, 2, eventId);

        afterwards(payment.orderId(), 3);

        assertThat(reversed(payment.orderId())).hasSize(1);
        assertThat(announced(payment.orderId())).hasSize(2);
        assertThat(parked(payment.orderId())).isEmpty();
    }

    @Test
    void aSecondEventForACancelIsParkedWhateverTheInboxSays() {
        PaymentApproved payment = approved(newOrder(), BORI);
        PaymentCanceled cancel = canceled(payment, 1_000);
        publish(payment, 1);
        publish(cancel, 2);
        publish(cancel, 3);

        eventually("the second one is parked")
                .untilAsserted(() -> assertThat(parked(payment.orderId()))
                        .singleElement()
                        .satisfies(parked -> assertThat(parked.reason()).contains("ledger_entry_once")));
        assertThat(reversed(payment.orderId())).hasSize(1);
    }

    @Test
    void aCancelOfWhatTheBooksDoNotHoldIsParked() {
        PaymentApproved payment = approved(newOrder(), BORI);
        PaymentCanceled cancel = canceled(payment, 1_000);
        publish(cancel, 1);

        long early = eventually("the cancel is parked")
                .until(() -> parked(payment.orderId()), found -> found.size() == 1)
                .getFirst()
                .id();
        assertThat(parked(payment.orderId()).getFirst().reason()).contains("the books hold no payment of it");
        assertThat(reversed(payment.orderId())).isEmpty();
        assertThat(announced(payment.orderId())).isEmpty();
        replay(early).isEqualTo(409);
    }

    @Test
    void aCancelOfMoreThanIsLeftIsParkedWholeAndTheRestOfThePaymentStays() {
        PaymentApproved payment = approved(newOrder(), BORI, DALBIT);
        publish(payment, 1);
        publish(canceled(payment, 0, 6_001), 2);
        publish(canceled(payment, 1_000, 6_000), 3);

        eventually("the second cancel is parked")
                .untilAsserted(() -> assertThat(parked(payment.orderId()))
                        .singleElement()
                        .satisfies(parked -> assertThat(parked.reason()).contains("only 5999 are left of it")));
        assertThat(reversed(payment.orderId())).hasSize(1);
        assertThat(announced(payment.orderId())).hasSize(2);
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
    void whatMovesNoMoneyBooksNothing() {
        OrderId order = newOrder();
        publish(
                new PaymentDeclined(
                        order, Psp.TOSS, "test_pay_1", 39_000, "KRW", "REJECT_CARD_PAYMENT", "No.", Instant.EPOCH),
                1);
        publish(new PaymentCompleted(order, 39_000, "KRW", Instant.EPOCH), 2);
        publish(
                new PaymentWaitingForDeposit(
                        order, Psp.TOSS, "test_pay_1", 39_000, "KRW", Instant.parse("2026-11-07T01:15:41Z")),
                3);
        publish(new CancellationCompleted(order, 7, 39_000, 0, "KRW", Instant.EPOCH), 4);

        eventually("all have been taken").until(() -> taken(order), count -> count == 4);

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

    /** The reversing entries of an order, in their order: cancel, payment order, accounts, amount. */
    private List<String> reversed(OrderId order) {
        return books.query(
                "SELECT CONCAT_WS(' ', cancellation_id, payment_order_id, debit_account, credit_account, amount)"
                        + " FROM ledger.ledger_entry WHERE order_id = ? AND kind = 'CANCEL' ORDER BY id",
                (row, _) -> row.getString(1),
                order.value());
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
