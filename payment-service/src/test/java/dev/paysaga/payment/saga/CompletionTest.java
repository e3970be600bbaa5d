package dev.paysaga.payment.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.events.LedgerEvent.LedgerRecorded;
import dev.paysaga.events.LedgerEvent.RecordedEntry;
import dev.paysaga.events.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A payment is done when books and wallets hold it. */
class CompletionTest extends RunningService {

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
        long foreign = paymentOrderIds(other).getFirst();

        publish(
                "/paysaga/ledger-service",
                new LedgerRecorded(
                        new OrderId(order),
                        "KRW",
                        Instant.now(),
                        List.of(new RecordedEntry(foreign, "a", "b", 6_200))));

        await("parked").atMost(SOON).until(() -> parked(order), List.of("FAILED")::equals);
        assertThat(flags(other)).isEmpty();
    }
}
