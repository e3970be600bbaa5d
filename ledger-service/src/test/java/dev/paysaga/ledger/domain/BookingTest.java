package dev.paysaga.ledger.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent.ApprovedPaymentOrder;
import dev.paysaga.events.PaymentEvent.CanceledPaymentOrder;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.events.Psp;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BookingTest {

    private static final OrderId ORDER = new OrderId("ord_7Qm2xWb4TzKc9RfLh1NvYd");
    private static final Instant NOW = Instant.parse("2026-11-04T01:15:41.138Z");

    @Test
    void everyPaymentOrderIsOwedByTheProviderAndToItsSeller() {
        PaymentApproved payment =
                payment("KRW", order(1041, "seller-bori", 39_000), order(1042, "seller-dalbit", 12_000));

        assertThat(Booking.of(payment, NOW))
                .containsExactly(
                        entry(1041, null, "psp-receivable:PORTONE", "seller-payable:seller-bori", 39_000),
                        entry(1042, null, "psp-receivable:PORTONE", "seller-payable:seller-dalbit", 12_000));
    }

    @Test
    void aCancelIsTheSameTheOtherWayRound() {
        var cancel = new PaymentCanceled(
                ORDER,
                7,
                Psp.PORTONE,
                "test_pay_1",
                6_500,
                "KRW",
                "torn",
                NOW,
                List.of(
                        new CanceledPaymentOrder(1042, "seller-dalbit", "barley-tea", 6_000),
                        new CanceledPaymentOrder(1041, "seller-bori", "drip-set", 500)));

        assertThat(Booking.of(cancel, NOW))
                .containsExactly(
                        entry(1042, 7L, "seller-payable:seller-dalbit", "psp-receivable:PORTONE", 6_000),
                        entry(1041, 7L, "seller-payable:seller-bori", "psp-receivable:PORTONE", 500));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"KRW, 1", "KRW, 2 3", "USD, 1000 50", "KRW, 9223372036854775806 1"})
    void isToTheLastUnit(String currency, String amounts) {
        PaymentApproved payment = payment(
                currency,
                List.of(amounts.split(" ", -1)).stream()
                        .map(amount -> order(amount.hashCode(), "a", Long.parseLong(amount)))
                        .toArray(ApprovedPaymentOrder[]::new));

        List<LedgerEntry> entries = Booking.of(payment, NOW);

        assertThat(entries).hasSameSizeAs(payment.paymentOrders());
        assertThat(entries.stream().map(LedgerEntry::amount).reduce(Money::plus))
                .contains(payment.total());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "보리", "a/b", "01234567890123456789012345678901234567890123456789012345678901234"})
    void noAccountIsNamedAfterSuchASeller(String seller) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Booking.of(payment("KRW", order(1, seller, 10)), NOW))
                .withMessageContaining("holder");
    }

    private static PaymentApproved payment(String currency, ApprovedPaymentOrder... orders) {
        long amount = Stream.of(orders).mapToLong(ApprovedPaymentOrder::amount).sum();
        return new PaymentApproved(ORDER, Psp.PORTONE, "test_pay_1", amount, currency, NOW, List.of(orders));
    }

    private static ApprovedPaymentOrder order(long id, String seller, long amount) {
        return new ApprovedPaymentOrder(id, seller, "drip-set", amount);
    }

    private static LedgerEntry entry(
            long paymentOrderId, @Nullable Long cancellationId, String debit, String credit, long won) {
        return new LedgerEntry(
                ORDER,
                paymentOrderId,
                cancellationId == null ? LedgerEntry.Kind.PAYMENT : LedgerEntry.Kind.CANCEL,
                cancellationId,
                Account.named(debit).orElseThrow(),
                Account.named(credit).orElseThrow(),
                Money.krw(won),
                NOW);
    }
}
