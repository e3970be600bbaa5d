package dev.paysaga.wallet.domain;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreditedPaymentsTest {

    private static final OrderId ORDER = new OrderId("ord_7Qm2xWb4TzKc9RfLh1NvYd");

    @ParameterizedTest
    @ValueSource(strings = {"1000", "999 1", "1 1 998", "500 499"})
    void aSellerGivesBackWhatWasReceived(String debits) {
        var credited = new CreditedPayments(List.of(credit(1, 1_000)));

        assertThatNoException().isThrownBy(() -> debit(credited, debits));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "1001,        only 1000 are left of it",
        "1000 1,      only 0 are left of it",
        "400 400 400, only 200 are left of it",
    })
    void andNothingMore(String debits, String reason) {
        var credited = new CreditedPayments(List.of(credit(1, 1_000)));

        assertThatExceptionOfType(UncoveredDebitException.class)
                .isThrownBy(() -> debit(credited, debits))
                .withMessageContaining(reason);
    }

    @Test
    void whatStandsInTheWalletsAlreadyCounts() {
        var credited = new CreditedPayments(List.of(credit(1, 1_000), debit("a", 1, 7, 600)));

        assertThatExceptionOfType(UncoveredDebitException.class)
                .isThrownBy(() -> credited.add(debit("a", 1, 8, 401)))
                .withMessageContaining("only 400 are left of it");
    }

    @Test
    void otherMoneyOfTheSellerDoesNotHelp() {
        var credited = new CreditedPayments(List.of(credit(1, 1_000)));

        assertThatExceptionOfType(UncoveredDebitException.class)
                .isThrownBy(() -> credited.add(debit("a", 2, 7, 1)))
                .withMessageContaining("nobody has received anything for it");
    }

    @Test
    void anotherSellerDoesNotPayForIt() {
        var credited = new CreditedPayments(List.of(credit(1, 1_000)));

        assertThatExceptionOfType(UncoveredDebitException.class)
                .isThrownBy(() -> credited.add(debit("b", 1, 7, 1)))
                .withMessageContaining("a has received 1,000 KRW");
    }

    private static void debit(CreditedPayments credited, String amounts) {
        long id = 1;
        for (String amount : amounts.split(" ", -1)) {
            credited.add(debit("a", 1, id++, Long.parseLong(amount)));
        }
    }

    private static WalletChange credit(long paymentOrderId, long won) {
        return new WalletChange(
                WalletChange.Kind.CREDIT,
                new SellerId("a"),
                ORDER,
                paymentOrderId,
                null,
                Money.krw(won),
                Instant.EPOCH);
    }

    private static WalletChange debit(String seller, long paymentOrderId, long cancellationId, long won) {
        return new WalletChange(
                WalletChange.Kind.DEBIT,
                new SellerId(seller),
                ORDER,
                paymentOrderId,
                cancellationId,
                Money.krw(won),
                Instant.EPOCH);
    }
}
