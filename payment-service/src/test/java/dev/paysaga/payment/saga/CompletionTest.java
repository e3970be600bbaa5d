package dev.paysaga.payment.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.events.LedgerEvent.LedgerRecorded;
import dev.paysaga.events.LedgerEvent.RecordedEntry;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.WalletEvent.WalletDebit;
import dev.paysaga.events.WalletEvent.WalletDebited;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A payment is done when books and wallets hold it. */
class CompletionTest extends RunningService {

    @Autowired
    Flags flags;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    SagaMeters sagaMeters;

    @Autowired
    MeterRegistry meters;

    @Test
    void anApprovedPaymentIsAnnouncedAndIsDoneWhenBooksAndWalletsHoldIt() {
        String order = checkedOut(39_000, 12_000);
        String paymentKey = provider.pay(order, 51_000);

        Answer answer = confirm(order, paymentKey, 51_000);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("status").asString()).isEqualTo("SUCCESS");
        assertThat(provider.captures(order)).isEqualTo(1);
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1");

        ledgerRecords(order);
        await("ledger flags").atMost(SOON).until(() -> flags(order).equals("ledger"));
        assertThat(payment(order).path("isPaymentDone").asBoolean()).isFalse();

        walletsAreCredited(order);
        await("done")
                .atMost(SOON)
                .until(() -> payment(order).path("isPaymentDone").asBoolean());
        assertThat(flags(order)).isEqualTo("ledger+wallet");
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1", "paysaga.payment.completed.v1 2");
    }

    @Test
    void whatIsNotDoneIsCountedAndHasAnAgeAndWhatIsDoneIsTimed() {
        long before = unfinished();
        long timed = durations();
        String order = paid(4_900);

        assertThat(unfinished()).isEqualTo(before + 1);
        assertThat(meters.get("paysaga.sagas.age")
                        .tag("stage", "BOOK")
                        .timeGauge()
                        .value(TimeUnit.MILLISECONDS))
                .isPositive();

        ledgerRecords(order);
        walletsAreCredited(order);
        await("done").atMost(SOON).until(() -> unfinished() == before);
        await("timed").atMost(SOON).until(() -> durations() == timed + 1);
    }

    private long unfinished() {
        sagaMeters.refresh();
        return Math.round(meters.get("paysaga.sagas.unfinished")
                .tag("stage", "BOOK")
                .gauge()
                .value());
    }

    private long durations() {
        return meters.get("paysaga.sagas.duration")
                .tag("kind", "PAYMENT")
                .timer()
                .count();
    }

    @Test
    void theFlagsMayComeInEitherOrderAndTwice() {
        String order = paid(5_000);

        walletsAreCredited(order);
        await("wallet flags").atMost(SOON).until(() -> flags(order).equals("wallet"));
        ledgerRecords(order);
        await("done")
                .atMost(SOON)
                .until(() -> payment(order).path("isPaymentDone").asBoolean());

        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1", "paysaga.payment.completed.v1 2");
    }

    @Test
    void booksAndWalletsAtOnceWaitForEachOtherAndNeverDeadlock() throws Exception {
        String order = paid(5_100, 5_200);
        OrderId id = new OrderId(order);
        Map<Long, Long> amounts = amounts(order);
        var transaction = new TransactionTemplate(transactions);

        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Callable<Void>> both = List.of(
                    again(transaction, () -> flags.ledgerRecorded(id, amounts)),
                    again(transaction, () -> flags.walletCredited(id, amounts)));
            for (Future<Void> one : threads.invokeAll(both)) {
                one.get(); // throws what a deadlock's victim gets
            }
        }

        assertThat(payment(order).path("isPaymentDone").asBoolean()).isTrue();
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1", "paysaga.payment.completed.v1 2");
    }

    private static Callable<Void> again(TransactionTemplate transaction, Runnable work) {
        return () -> {
            for (int i = 0; i < 200; i++) {
                transaction.executeWithoutResult(_ -> work.run());
            }
            return null;
        };
    }

    @Test
    void anApprovedPaymentThatIsNotDoneIsAnnouncedAgainAndThenShownToAHuman() {
        String order = paid(6_000);

        await("a manual case")
                .atMost(Duration.ofSeconds(40))
                .until(() -> openCases(order), List.of("NOT_COMPLETED")::equals);
        assertThat(rows.queryForList(
                        "SELECT DISTINCT CONCAT(event_id, sequence) FROM payment.outbox WHERE aggregateid = ?"
                                + " AND type = 'paysaga.payment.approved.v1'",
                        order))
                .hasSize(1);
        assertThat(rows.queryForList(
                        "SELECT ce_repeat FROM payment.outbox WHERE aggregateid = ? AND ce_repeat IS NOT NULL"
                                + " ORDER BY id LIMIT 2",
                        String.class,
                        order))
                .containsExactly("1", "2");

        ledgerRecords(order);
        walletsAreCredited(order);
        await("the case closes itself").atMost(SOON).until(() -> openCases(order), List.of()::equals);
    }

    @Test
    void aLedgerThatSpeaksOfPaymentOrdersThatAreNotItsOwnIsNotBelieved() {
        String order = paid(6_100);
        String other = paid(6_200);
        long foreign = amounts(other).keySet().iterator().next();

        publish(
                "/paysaga/ledger-service",
                new LedgerRecorded(new OrderId(order), "KRW", Instant.now(), List.of(entry(foreign, 6_200))));

        await("parked").atMost(SOON).until(() -> parked(order), List.of("FAILED")::equals);
        assertThat(flags(other)).isEmpty();
    }

    @Test
    void booksThatHoldAnotherAmountAreNotBelieved() {
        String order = paid(6_300, 6_400);
        List<RecordedEntry> entries = amounts(order).entrySet().stream()
                .map(paid -> entry(paid.getKey(), paid.getValue() == 6_400 ? 6_399 : paid.getValue()))
                .toList();

        publish("/paysaga/ledger-service", new LedgerRecorded(new OrderId(order), "KRW", Instant.now(), entries));

        await("parked").atMost(SOON).until(() -> parked(order), List.of("FAILED")::equals);
        walletsAreCredited(order);
        await("wallet flags").atMost(SOON).until(() -> flags(order).equals("wallet"));
        assertThat(payment(order).path("isPaymentDone").asBoolean()).isFalse();
    }

    @Test
    void walletsThatGaveBackAnotherAmountAreNotBelieved() {
        String order = paid(6_500);
        ledgerRecords(order);
        walletsAreCredited(order);
        long cancel = cancel(order).body().path("cancellationId").asLong();
        long paymentOrder = amounts(order).keySet().iterator().next();
        ledgerReverses(order, cancel);

        publish(
                "/paysaga/wallet-service",
                new WalletDebited(
                        new OrderId(order),
                        cancel,
                        "KRW",
                        Instant.now(),
                        List.of(new WalletDebit(paymentOrder, "seller-x", 6_501))));

        await("parked").atMost(SOON).until(() -> parked(order), List.of("FAILED")::equals);
        assertThat(payment(order)
                        .path("cancellations")
                        .path(0)
                        .path("isCancellationDone")
                        .asBoolean())
                .isFalse();
    }
}
