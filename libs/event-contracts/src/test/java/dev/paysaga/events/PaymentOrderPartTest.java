package dev.paysaga.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.paysaga.events.LedgerEvent.LedgerRecorded;
import dev.paysaga.events.LedgerEvent.LedgerReversed;
import dev.paysaga.events.LedgerEvent.RecordedEntry;
import dev.paysaga.events.PaymentEvent.ApprovedPaymentOrder;
import dev.paysaga.events.PaymentEvent.CanceledPaymentOrder;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.events.WalletEvent.WalletCredit;
import dev.paysaga.events.WalletEvent.WalletCredited;
import dev.paysaga.events.WalletEvent.WalletDebit;
import dev.paysaga.events.WalletEvent.WalletDebited;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An event whose payment orders contradict it cannot be made, and so not be sent or read. */
class PaymentOrderPartTest {

    private static final OrderId ORDER = new OrderId("ord_7Qm2xWb4TzKc9RfLh1NvYd");
    private static final Instant NOW = Instant.parse("2026-11-04T01:15:41.138Z");

    @ParameterizedTest(name = "{1} {0} of {2}")
    @CsvSource({
        "KRW, 1,                   1:1",
        "KRW, 5,                   1:2 2:3",
        "USD, 1050,                1:1000 2:50",
        "KRW, 9223372036854775807, 1:9223372036854775806 2:1",
    })
    void addUpToTheLastUnit(String currency, long amount, String parts) {
        assertThat(approved(amount, currency, parts).paymentOrders()).hasSize(parts.split(" ", -1).length);
        assertThat(canceled(7, amount, currency, parts).paymentOrders()).hasSize(parts.split(" ", -1).length);
    }

    @ParameterizedTest(name = "{1} {0} of {2}: {3}")
    @CsvSource({
        "KRW, 10, '',       It has no payment orders",
        "KRW, 0,  '',       It has no payment orders",
        "KRW, 10, 1:9,      'Its payment orders are 9 KRW, but it is 10 KRW'",
        "KRW, 10, 1:9 2:2,  'Its payment orders are 11 KRW, but it is 10 KRW'",
        "KRW, 0,  1:0,      'must be more than 0, not 0'",
        "KRW, 10, 1:10 2:0, 'must be more than 0, not 0'",
        "KRW, 10, 1:11 2:-1, 'must be more than 0, not -1'",
        "KRW, -5, 1:-5,     'must be more than 0, not -5'",
        "KRW, 10, 1:5 1:5,  It names payment order 1 twice",
        "KRW, -9223372036854775808, 1:9223372036854775807 2:1, are more than fits",
        "WON, 10, 1:10,     is not a valid ISO",
        "krw, 10, 1:10,     is not a valid ISO",
    })
    void areWhatTheEventIsMadeOfOrThereIsNoEvent(String currency, long amount, String parts, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> approved(amount, currency, parts))
                .withMessageContaining(reason);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> canceled(7, amount, currency, parts))
                .withMessageContaining(reason);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'',       It has no payment orders",
        "1:0,      'must be more than 0, not 0'",
        "1:1 2:-1, 'must be more than 0, not -1'",
        "1:5 1:5,  It names payment order 1 twice",
    })
    void areEachWorthNaming(String parts, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LedgerRecorded(ORDER, "KRW", NOW, entries(parts)))
                .withMessageContaining(reason);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LedgerReversed(ORDER, 7, "KRW", NOW, entries(parts)))
                .withMessageContaining(reason);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WalletCredited(
                        ORDER,
                        "KRW",
                        NOW,
                        split(parts).stream()
                                .map(part -> new WalletCredit(part.id(), "a", part.amount()))
                                .toList()))
                .withMessageContaining(reason);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WalletDebited(
                        ORDER,
                        7,
                        "KRW",
                        NOW,
                        split(parts).stream()
                                .map(part -> new WalletDebit(part.id(), "a", part.amount()))
                                .toList()))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void aCancelHasAnId(long none) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> canceled(none, 1, "KRW", "1:1"))
                .withMessageContaining("at least 1");
    }

    @Test
    void areNotChangedAfterwards() {
        var orders = new ArrayList<>(List.of(new ApprovedPaymentOrder(1, "a", "drip-set", 10)));
        var payment = new PaymentApproved(ORDER, Psp.TOSS, "test_pay_1", 10, "KRW", NOW, orders);

        orders.clear();

        assertThat(payment.paymentOrders()).hasSize(1);
    }

    private static PaymentApproved approved(long amount, String currency, String parts) {
        return new PaymentApproved(
                ORDER,
                Psp.TOSS,
                "test_pay_1",
                amount,
                currency,
                NOW,
                split(parts).stream()
                        .map(part -> new ApprovedPaymentOrder(part.id(), "a", "drip-set", part.amount()))
                        .toList());
    }

    private static PaymentCanceled canceled(long id, long amount, String currency, String parts) {
        return new PaymentCanceled(
                ORDER,
                id,
                Psp.TOSS,
                "test_pay_1",
                amount,
                currency,
                "torn",
                NOW,
                split(parts).stream()
                        .map(part -> new CanceledPaymentOrder(part.id(), "a", "drip-set", part.amount()))
                        .toList());
    }

    private static List<RecordedEntry> entries(String parts) {
        return split(parts).stream()
                .map(part -> new RecordedEntry(part.id(), "psp-receivable:TOSS", "seller-payable:a", part.amount()))
                .toList();
    }

    /** {@code 1:9 2:2} is payment order 1 with 9 and payment order 2 with 2. */
    private static List<Part> split(String parts) {
        return parts.isEmpty()
                ? List.of()
                : List.of(parts.split(" ", -1)).stream()
                        .map(part -> part.split(":", -1))
                        .map(part -> new Part(Long.parseLong(part[0]), Long.parseLong(part[1])))
                        .toList();
    }

    private record Part(long id, long amount) {}
}
