package dev.paysaga.wallet.saga;

import static dev.paysaga.testing.PaymentTopic.approved;
import static dev.paysaga.testing.PaymentTopic.canceled;
import static dev.paysaga.testing.PaymentTopic.newEventId;
import static dev.paysaga.testing.PaymentTopic.newOrder;
import static dev.paysaga.testing.PaymentTopic.publish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent.ApprovedPaymentOrder;
import dev.paysaga.events.PaymentEvent.CancellationCompleted;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.events.PaymentEvent.PaymentCompleted;
import dev.paysaga.events.PaymentEvent.PaymentDeclined;
import dev.paysaga.events.PaymentEvent.PaymentWaitingForDeposit;
import dev.paysaga.events.Psp;
import dev.paysaga.events.WalletEvent.WalletCredit;
import dev.paysaga.events.WalletEvent.WalletCredited;
import dev.paysaga.events.WalletEvent.WalletDebit;
import dev.paysaga.events.WalletEvent.WalletDebited;
import dev.paysaga.messaging.EventCodec;
import dev.paysaga.testing.PaymentTopic.Line;
import dev.paysaga.testing.TestMysql;
import dev.paysaga.wallet.WalletServiceTest;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.client.StatusAssertions;

class PaymentListenerTest extends WalletServiceTest {

    private static final EventCodec CODEC = new EventCodec();

    private final String seller = "seller-" + newEventId().substring(0, 8);
    private final String other = seller + "-2";

    @AfterEach
    void everyBalanceIsTheSumOfItsTransactions() {
        assertThat(wallets.queryForList(
                        "SELECT w.seller_id, w.currency, w.balance FROM wallet.wallet w"
                                + " LEFT JOIN wallet.wallet_transaction t ON t.seller_id = w.seller_id"
                                + " AND t.currency = w.currency WHERE w.seller_id IN (?, ?)"
                                + " GROUP BY w.seller_id, w.currency HAVING w.balance <>"
                                + " COALESCE(SUM(IF(t.kind = 'DEBIT', -t.amount, t.amount)), 0)",
                        seller,
                        other))
                .isEmpty();
    }

    @Test
    void anApprovedPaymentIsCreditedAndAnnounced() {
        PaymentApproved payment =
                approved(newOrder(), new Line(seller, 39_000), new Line(other, 12_000), new Line(seller, 500));

        publish(payment, 1);

        List<Long> paymentOrders = payment.paymentOrders().stream()
                .map(ApprovedPaymentOrder::paymentOrderId)
                .toList();
        eventually("the payment is credited")
                .untilAsserted(() -> assertThat(credited(payment.orderId())).isEqualTo(paymentOrders));
        assertThat(balanceOf(seller)).isEqualTo(39_500);
        assertThat(balanceOf(other)).isEqualTo(12_000);
        assertThat(announced(payment.orderId())).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("paysaga.wallet.credited.v1");
            assertThat(event.source()).isEqualTo("/paysaga/wallet-service");
            assertThat(event.sequence()).isEqualTo("1");
            assertThat(event.payload()).isEqualTo(CODEC.encode(creditsOf(payment)));
        });
    }

    @Test
    void theSameMessageTwiceIsCreditedOnce() {
        PaymentApproved twice = approved(newOrder(), new Line(seller, 39_000));
        String eventId = newEventId();
        publish(twice, 1, eventId);
        publish(twice, 1, eventId);

        publish(new PaymentCompleted(twice.orderId(), 39_000, "KRW", CREATED_AT), 2);
        eventually("the message after it is taken").until(() -> taken(twice.orderId()), count -> count == 2);

        assertThat(balanceOf(seller)).isEqualTo(39_000);
        assertThat(announced(twice.orderId())).hasSize(1);
        assertThat(parked(twice.orderId())).isEmpty();
    }

    @Test
    void aSecondEventForACreditedPaymentOrderIsParkedWhateverTheInboxSays() {
        PaymentApproved payment = approved(newOrder(), new Line(seller, 39_000));
        publish(payment, 1);
        publish(payment, 2);

        eventually("the second credit is parked")
                .untilAsserted(() -> assertThat(parked(payment.orderId()))
                        .singleElement()
                        .satisfies(parked -> {
                            assertThat(parked.status()).isEqualTo("FAILED");
                            assertThat(parked.reason()).contains("wallet_transaction_once");
                        }));
        assertThat(balanceOf(seller)).isEqualTo(39_000);
        assertThat(announced(payment.orderId())).hasSize(1);
    }

    @Test
    void anEarlyMessageWaitsForTheOneBeforeIt() {
        OrderId order = newOrder();
        PaymentApproved first = approved(order, new Line(seller, 39_000));
        PaymentApproved second = approved(order, new Line(seller, 12_000));

        publish(second, 2);
        eventually("the early one waits")
                .untilAsserted(() ->
                        assertThat(parked(order)).extracting(Parked::status).containsExactly("WAITING"));
        assertThat(balanceOf(seller)).isEqualTo(-1);
        publish(first, 1);

        eventually("both are credited, the first one first")
                .untilAsserted(() -> assertThat(credited(order))
                        .containsExactly(
                                first.paymentOrders().getFirst().paymentOrderId(),
                                second.paymentOrders().getFirst().paymentOrderId()));
        assertThat(balanceOf(seller)).isEqualTo(51_000);
        assertThat(announced(order)).extracting(Announced::sequence).containsExactly("1", "2");
        assertThat(parked(order)).isEmpty();
    }

    @Test
    void anUnreadableMessageIsParkedOthersFlowAndAReplayCreditsIt() {
        PaymentApproved payment = approved(newOrder(), new Line(seller, 39_000));
        PaymentApproved next = approved(newOrder(), new Line(other, 12_000));
        publish(payment.orderId(), "paysaga.payment.approved.v1", 1, newEventId(), "{\"orderId\": ");
        publish(new PaymentCompleted(payment.orderId(), 39_000, "KRW", CREATED_AT), 2);
        publish(next, 1);

        eventually("the other order is credited").until(() -> balanceOf(other), balance -> balance == 12_000);
        List<Parked> parked = eventually("the unreadable one is parked, and the one behind it with it")
                .until(() -> parked(payment.orderId()), found -> found.size() == 2);
        assertThat(parked).extracting(Parked::status).containsExactly("FAILED", "WAITING");
        assertThat(balanceOf(seller)).isEqualTo(-1);
        long unreadable = parked.getFirst().id();
        replay(unreadable).isEqualTo(409);

        repair(unreadable, CODEC.encode(payment));
        replay(unreadable).isEqualTo(200);

        assertThat(balanceOf(seller)).isEqualTo(39_000);
        assertThat(parked(payment.orderId())).isEmpty();
        replay(unreadable).isEqualTo(404);
    }

    @Test
    void aPaymentThatContradictsItselfIsParkedAndNobodyIsCredited() {
        PaymentApproved right = approved(newOrder(), new Line(seller, 39_000), new Line(other, 12_000));
        String wrong = CODEC.encode(right).replace("\"amount\":51000", "\"amount\":51001");

        publish(right.orderId(), "paysaga.payment.approved.v1", 1, newEventId(), wrong);

        eventually("the payment is parked")
                .untilAsserted(() -> assertThat(parked(right.orderId()))
                        .extracting(Parked::reason)
                        .singleElement()
                        .asString()
                        .contains("are 51,000 KRW, but it is 51,001 KRW"));
        assertThat(balanceOf(seller)).isEqualTo(-1);
        assertThat(credited(right.orderId())).isEmpty();
        assertThat(announced(right.orderId())).isEmpty();
    }

    @Test
    void aPartialCancelIsDebitedAndAnnounced() {
        PaymentApproved payment = approved(newOrder(), new Line(seller, 39_000), new Line(other, 12_000));
        PaymentCanceled cancel = canceled(payment, 0, 6_000);
        publish(payment, 1);
        publish(cancel, 2);

        eventually("the cancel is debited").until(() -> balanceOf(other), balance -> balance == 6_000);
        assertThat(balanceOf(seller)).isEqualTo(39_000);
        assertThat(announced(payment.orderId())).hasSize(2).last().satisfies(event -> {
            assertThat(event.type()).isEqualTo("paysaga.wallet.debited.v1");
            assertThat(event.sequence()).isEqualTo("2");
            assertThat(event.payload())
                    .isEqualTo(CODEC.encode(new WalletDebited(
                            payment.orderId(),
                            cancel.cancellationId(),
                            "KRW",
                            CREATED_AT,
                            List.of(new WalletDebit(
                                    payment.paymentOrders().getLast().paymentOrderId(), other, 6_000)))));
        });
    }

    @Test
    void cancelsTakeAPaymentBackToTheLastWonAndNotAWonMore() {
        PaymentApproved payment = approved(newOrder(), new Line(seller, 39_000), new Line(other, 12_000));
        publish(approved(newOrder(), new Line(seller, 7), new Line(other, 5)), 1);
        publish(payment, 1);
        publish(canceled(payment, 1, 11_999), 2);
        publish(canceled(payment, 38_999, 1), 3);
        publish(canceled(payment, 1), 4);

        eventually("the one that is too much is parked")
                .untilAsserted(() -> assertThat(parked(payment.orderId()))
                        .singleElement()
                        .satisfies(parked -> assertThat(parked.reason()).contains("only 0 are left of it")));
        eventually("the other order is there as well").untilAsserted(() -> {
            assertThat(balanceOf(seller)).isEqualTo(7);
            assertThat(balanceOf(other)).isEqualTo(5);
        });
        assertThat(announced(payment.orderId())).hasSize(3);
    }

    @Test
    void theSameCancelTwiceIsDebitedOnceAndASecondEventForItIsParked() {
        PaymentApproved payment = approved(newOrder(), new Line(seller, 39_000));
        PaymentCanceled cancel = canceled(payment, 1_000);
        String eventId = newEventId();
        publish(payment, 1);
        publish(cancel, 2, eventId);
        publish(cancel, 2, eventId);
        publish(cancel, 3);

        eventually("the second event is parked")
                .untilAsserted(() -> assertThat(parked(payment.orderId()))
                        .singleElement()
                        .satisfies(parked -> assertThat(parked.reason()).contains("wallet_transaction_once")));
        assertThat(balanceOf(seller)).isEqualTo(38_000);
        assertThat(announced(payment.orderId())).hasSize(2);
    }

    @Test
    void aCancelOfWhatNobodyHasReceivedIsParkedAndLeavesNoWallet() {
        PaymentApproved payment = approved(newOrder(), new Line(seller, 39_000));
        publish(canceled(payment, 1_000), 1);

        eventually("the cancel is parked")
                .untilAsserted(() -> assertThat(parked(payment.orderId()))
                        .singleElement()
                        .satisfies(
                                parked -> assertThat(parked.reason()).contains("nobody has received anything for it")));
        assertThat(balanceOf(seller)).isEqualTo(-1);
        assertThat(announced(payment.orderId())).isEmpty();
    }

    @Test
    void anUnknownTypeIsSkippedAndTheSequenceGoesOn() {
        PaymentApproved payment = approved(newOrder(), new Line(seller, 39_000));
        publish(payment.orderId(), "paysaga.payment.admired.v1", 1, newEventId(), "{}");
        publish(payment, 2);

        eventually("the known one is credited").until(() -> balanceOf(seller), balance -> balance == 39_000);
    }

    @Test
    void whatMovesNoMoneyCreditsNobody() {
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

        assertThat(credited(order)).isEmpty();
        assertThat(announced(order)).isEmpty();
        assertThat(parked(order)).isEmpty();
    }

    @Test
    void twoHundredOrdersOfTwoSellersAddUp() {
        List<PaymentApproved> payments = IntStream.rangeClosed(1, 200)
                .mapToObj(n -> approved(newOrder(), new Line(other, 2L * n), new Line(seller, n)))
                .toList();

        payments.parallelStream().forEach(payment -> publish(payment, 1));

        eventually("both sellers have all of it").untilAsserted(() -> {
            assertThat(balanceOf(seller)).isEqualTo(20_100);
            assertThat(balanceOf(other)).isEqualTo(40_200);
        });
        assertThat(payments).allSatisfy(payment -> {
            assertThat(credited(payment.orderId())).hasSize(2);
            assertThat(announced(payment.orderId())).hasSize(1);
        });
    }

    private WalletCredited creditsOf(PaymentApproved payment) {
        return new WalletCredited(
                payment.orderId(),
                "KRW",
                CREATED_AT,
                payment.paymentOrders().stream()
                        .map(order -> new WalletCredit(order.paymentOrderId(), order.sellerId(), order.amount()))
                        .toList());
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
        new JdbcTemplate(TestMysql.as("wallet_app", "wallet"))
                .update("UPDATE parked_message SET payload = ? WHERE id = ?", body, parkedId);
    }
}
