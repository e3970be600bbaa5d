package dev.paysaga.wallet.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent.ApprovedPaymentOrder;
import dev.paysaga.events.PaymentEvent.CanceledPaymentOrder;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.events.Psp;
import dev.paysaga.wallet.domain.WalletChange.Kind;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WalletChangeTest {

    private static final OrderId ORDER = new OrderId("ord_7Qm2xWb4TzKc9RfLh1NvYd");
    private static final Instant NOW = Instant.parse("2026-11-04T01:15:41.138Z");

    @Test
    void everyPaymentOrderGoesToItsSeller() {
        PaymentApproved payment = payment(order(1041, "seller-bori", 39_000), order(1042, "seller-dalbit", 12_000));

        assertThat(WalletChange.of(payment, NOW))
                .containsExactly(
                        change(Kind.CREDIT, "seller-bori", 1041, null, 39_000),
                        change(Kind.CREDIT, "seller-dalbit", 1042, null, 12_000));
    }

    @Test
    void aCancelTakesFromTheSellersThatItNames() {
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

        List<WalletChange> debits = WalletChange.of(cancel, NOW);

        assertThat(debits)
                .containsExactly(
                        change(Kind.DEBIT, "seller-dalbit", 1042, 7L, 6_000),
                        change(Kind.DEBIT, "seller-bori", 1041, 7L, 500));
        assertThat(debits).extracting(WalletChange::effect).containsExactly(-6_000L, -500L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "보리", "a/b", "01234567890123456789012345678901234567890123456789012345678901234"})
    void nobodyHasAWalletUnderSuchAName(String seller) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WalletChange.of(payment(order(1, seller, 10)), NOW))
                .withMessageContaining("seller id");
    }

    @ParameterizedTest(name = "{0} of {2} for cancel {1}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "CREDIT, 7, 1, cannot follow cancel",
                "DEBIT,  -, 1, cannot follow cancel",
                "DEBIT,  0, 1, cannot follow cancel",
                "CREDIT, -, 0, more than 0",
                "DEBIT,  7, -1, more than 0",
            })
    void aDebitFollowsACancelAndBothMoveMoney(Kind kind, @Nullable Long cancellationId, long amount, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> change(kind, "a", 1, cancellationId, amount))
                .withMessageContaining(reason);
    }

    @ParameterizedTest(name = "a balance of {0} owes {1}")
    @CsvSource({"500, 0", "0, 0", "-1, 1", "-39000, 39000"})
    void whatIsBelowZeroIsOwed(long balance, long owed) {
        assertThat(new Wallet(new SellerId("a"), Money.krw(balance)).owed()).isEqualTo(Money.krw(owed));
    }

    private static PaymentApproved payment(ApprovedPaymentOrder... orders) {
        long amount = Stream.of(orders).mapToLong(ApprovedPaymentOrder::amount).sum();
        return new PaymentApproved(ORDER, Psp.PORTONE, "test_pay_1", amount, "KRW", NOW, List.of(orders));
    }

    private static ApprovedPaymentOrder order(long id, String seller, long amount) {
        return new ApprovedPaymentOrder(id, seller, "drip-set", amount);
    }

    private static WalletChange change(
            Kind kind, String seller, long paymentOrderId, @Nullable Long cancellationId, long won) {
        return new WalletChange(kind, new SellerId(seller), ORDER, paymentOrderId, cancellationId, Money.krw(won), NOW);
    }
}
