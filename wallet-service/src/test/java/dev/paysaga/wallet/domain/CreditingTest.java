package dev.paysaga.wallet.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent.ApprovedPaymentOrder;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.Psp;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CreditingTest {

    private static final OrderId ORDER = new OrderId("ord_7Qm2xWb4TzKc9RfLh1NvYd");
    private static final Instant NOW = Instant.parse("2026-11-04T01:15:41.138Z");

    @Test
    void everyPaymentOrderGoesToItsSeller() {
        PaymentApproved payment = payment(
                Psp.PORTONE, 51_000, "KRW", order(1041, "seller-bori", 39_000), order(1042, "seller-dalbit", 12_000));

        assertThat(Crediting.of(payment, NOW))
                .isEqualTo(new Crediting.Credited(List.of(
                        new Credit(new SellerId("seller-bori"), ORDER, 1041, Money.krw(39_000), NOW),
                        new Credit(new SellerId("seller-dalbit"), ORDER, 1042, Money.krw(12_000), NOW))));
    }

    static Stream<Arguments> creditable() {
        return Stream.of(
                Arguments.of("one of one won", payment(Psp.TOSS, 1, "KRW", order(1, "a", 1))),
                Arguments.of("one seller twice", payment(Psp.TOSS, 5, "KRW", order(1, "a", 2), order(2, "a", 3))),
                Arguments.of("cents", payment(Psp.TOSS, 1050, "USD", order(1, "a", 1000), order(2, "b", 50))),
                Arguments.of(
                        "as much as fits",
                        payment(Psp.TOSS, Long.MAX_VALUE, "KRW", order(1, "a", Long.MAX_VALUE - 1), order(2, "b", 1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("creditable")
    void isGivenToTheLastUnit(String name, PaymentApproved payment) {
        assertThat(Crediting.of(payment, NOW)).isInstanceOfSatisfying(Crediting.Credited.class, credited -> {
            assertThat(credited.credits()).hasSameSizeAs(payment.paymentOrders());
            assertThat(credited.credits().stream().map(Credit::amount).reduce(Money::plus))
                    .contains(payment.total());
        });
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                Arguments.of("no payment orders", payment(Psp.TOSS, 10, "KRW")),
                Arguments.of("it is 10 KRW", payment(Psp.TOSS, 10, "KRW", order(1, "a", 9))),
                Arguments.of("it is 10 KRW", payment(Psp.TOSS, 10, "KRW", order(1, "a", 9), order(2, "b", 2))),
                Arguments.of("more than 0", payment(Psp.TOSS, 0, "KRW", order(1, "a", 0))),
                Arguments.of("more than 0", payment(Psp.TOSS, 10, "KRW", order(1, "a", 10), order(2, "b", 0))),
                Arguments.of("more than 0", payment(Psp.TOSS, 10, "KRW", order(1, "a", 11), order(2, "b", -1))),
                Arguments.of("more than 0", payment(Psp.TOSS, -5, "KRW", order(1, "a", -5))),
                Arguments.of("twice", payment(Psp.TOSS, 10, "KRW", order(1, "a", 5), order(1, "b", 5))),
                Arguments.of(
                        "overflow",
                        payment(Psp.TOSS, Long.MIN_VALUE, "KRW", order(1, "a", Long.MAX_VALUE), order(2, "b", 1))),
                Arguments.of("is not a valid ISO", payment(Psp.TOSS, 10, "WON", order(1, "a", 10))),
                Arguments.of("is not a valid ISO", payment(Psp.TOSS, 10, "krw", order(1, "a", 10))),
                Arguments.of("seller id", payment(Psp.TOSS, 10, "KRW", order(1, "", 10))),
                Arguments.of("seller id", payment(Psp.TOSS, 10, "KRW", order(1, "보리", 10))),
                Arguments.of("seller id", payment(Psp.TOSS, 10, "KRW", order(1, "a/b", 10))),
                Arguments.of("seller id", payment(Psp.TOSS, 10, "KRW", order(1, "a".repeat(65), 10))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("contradictions")
    void isNotGivenAtAll(String reason, PaymentApproved payment) {
        assertThat(Crediting.of(payment, NOW))
                .isInstanceOfSatisfying(
                        Crediting.Refused.class,
                        refused -> assertThat(refused.reason()).contains(reason));
    }

    private static PaymentApproved payment(Psp psp, long amount, String currency, ApprovedPaymentOrder... orders) {
        return new PaymentApproved(ORDER, psp, "test_pay_1", amount, currency, NOW, List.of(orders));
    }

    private static ApprovedPaymentOrder order(long id, String seller, long amount) {
        return new ApprovedPaymentOrder(id, seller, "drip-set", amount);
    }
}
