package dev.paysaga.ledger.domain;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.Psp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BookedPaymentsTest {

    private static final OrderId ORDER = new OrderId("ord_7Qm2xWb4TzKc9RfLh1NvYd");

    @ParameterizedTest
    @ValueSource(strings = {"1000", "999 1", "1 1 998", "500 499"})
    void aPaymentOrderGivesBackWhatItHas(String cancels) {
        var booked = new BookedPayments(List.of(payment(1, 1_000)));

        assertThatNoException().isThrownBy(() -> cancel(booked, cancels));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "1001,        only 1000 are left of it",
        "1000 1,      only 0 are left of it",
        "400 400 400, only 200 are left of it",
    })
    void andNothingMore(String cancels, String reason) {
        var booked = new BookedPayments(List.of(payment(1, 1_000)));

        assertThatExceptionOfType(UncoveredCancelException.class)
                .isThrownBy(() -> cancel(booked, cancels))
                .withMessageContaining(reason);
    }

    @Test
    void whatTheBooksHoldAlreadyCounts() {
        var booked = new BookedPayments(List.of(payment(1, 1_000), cancel(1, 7, 600)));

        assertThatExceptionOfType(UncoveredCancelException.class)
                .isThrownBy(() -> booked.add(cancel(1, 8, 401)))
                .withMessageContaining("only 400 are left of it");
    }

    @Test
    void anotherPaymentOrderDoesNotHelp() {
        var booked = new BookedPayments(List.of(payment(1, 1_000)));

        assertThatExceptionOfType(UncoveredCancelException.class)
                .isThrownBy(() -> booked.add(cancel(2, 7, 1)))
                .withMessageContaining("the books hold no payment of it");
    }

    @ParameterizedTest(name = "{0}, {1}, {2}, {3}")
    @CsvSource({
        "ord_another_one,            TOSS,    a, KRW",
        "ord_7Qm2xWb4TzKc9RfLh1NvYd, PORTONE, a, KRW",
        "ord_7Qm2xWb4TzKc9RfLh1NvYd, TOSS,    b, KRW",
        "ord_7Qm2xWb4TzKc9RfLh1NvYd, TOSS,    a, USD",
    })
    void itIsTheVeryPaymentThatIsReversed(String order, Psp psp, String seller, String currency) {
        var booked = new BookedPayments(List.of(payment(1, 1_000)));
        var reverse = new LedgerEntry(
                new OrderId(order),
                1,
                LedgerEntry.Kind.CANCEL,
                7L,
                Account.payableTo(seller),
                Account.receivableFrom(psp),
                new Money(1, currency),
                Instant.EPOCH);

        assertThatExceptionOfType(UncoveredCancelException.class)
                .isThrownBy(() -> booked.add(reverse))
                .withMessageContaining("the books hold it as 1,000 KRW from psp-receivable:TOSS to seller-payable:a");
    }

    @ParameterizedTest(name = "{0} with cancel {1}")
    @CsvSource(
            nullValues = "-",
            value = {"PAYMENT, 7", "CANCEL, -", "CANCEL, 0", "CANCEL, -1"})
    void onlyAReversingEntryFollowsACancel(LedgerEntry.Kind kind, @Nullable Long cancellationId) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LedgerEntry(
                        ORDER,
                        1,
                        kind,
                        cancellationId,
                        Account.payableTo("a"),
                        Account.receivableFrom(Psp.TOSS),
                        Money.krw(1),
                        Instant.EPOCH))
                .withMessageContaining("cannot follow cancel");
    }

    private static void cancel(BookedPayments booked, String amounts) {
        long id = 1;
        for (String amount : amounts.split(" ", -1)) {
            booked.add(cancel(1, id++, Long.parseLong(amount)));
        }
    }

    private static LedgerEntry payment(long paymentOrderId, long won) {
        return new LedgerEntry(
                ORDER,
                paymentOrderId,
                LedgerEntry.Kind.PAYMENT,
                null,
                Account.receivableFrom(Psp.TOSS),
                Account.payableTo("a"),
                Money.krw(won),
                Instant.EPOCH);
    }

    private static LedgerEntry cancel(long paymentOrderId, long cancellationId, long won) {
        return new LedgerEntry(
                ORDER,
                paymentOrderId,
                LedgerEntry.Kind.CANCEL,
                cancellationId,
                Account.payableTo("a"),
                Account.receivableFrom(Psp.TOSS),
                Money.krw(won),
                Instant.EPOCH);
    }
}
