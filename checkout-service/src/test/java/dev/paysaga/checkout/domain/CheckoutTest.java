package dev.paysaga.checkout.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.Psp;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckoutTest {

    private static final Instant NOW = Instant.parse("2026-11-04T01:15:00Z");

    @ParameterizedTest
    @CsvSource({
        // name length, lines, order name
        "5,   1,  nnnnn",
        "5,   2,  nnnnn and 1 more",
        "5,   50, nnnnn and 49 more",
    })
    void theOrderIsNamedAfterItsFirstProduct(int length, int lines, String name) {
        assertThat(Checkout.name(items(length, lines))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"100, 1, 100", "100, 2, 100", "100, 50, 100", "89, 2, 100", "88, 2, 99"})
    void theNameFitsThePaymentWindow(int length, int lines, int expected) {
        assertThat(Checkout.name(items(length, lines))).hasSize(expected);
    }

    @Test
    void aLineCostsPriceTimesQuantityExactly() {
        var checkout = new Checkout(
                new OrderId("ord_test"),
                "buyer",
                Psp.TOSS,
                List.of(new Item(product("a", "A", 60_000), 999), new Item(product("b", "B", 1), 1)),
                NOW,
                NOW.plusSeconds(1800));

        assertThat(checkout.lines())
                .containsExactly(new Line("a", "seller", 999, 59_940_000), new Line("b", "seller", 1, 1));
        assertThat(checkout.total()).isEqualTo(Money.krw(59_940_001));
        assertThat(checkout.created().total()).isEqualTo(Money.krw(59_940_001));
    }

    @Test
    void aSumThatIsNoNumberIsLoud() {
        assertThatThrownBy(() -> Checkout.total(List.of(new Item(product("a", "A", Long.MAX_VALUE), 2))))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aLongRefusalIsCutBetweenCharacters() {
        var failure = new Failure("c".repeat(101), "🧾".repeat(1001));

        assertThat(failure.code()).hasSize(100);
        assertThat(failure.message()).isEqualTo("🧾".repeat(1000));
    }

    @Test
    void orderIdsAreLongAndDiffer() {
        OrderIds ids = OrderIds.from(new SecureRandom());

        var given = Stream.generate(ids::next).limit(1000).map(OrderId::value).collect(Collectors.toSet());

        assertThat(given).hasSize(1000).allMatch(id -> id.matches("ord_[A-Za-z0-9]{22}"));
    }

    private static List<Item> items(int length, int lines) {
        return Stream.generate(() -> new Item(product("p", "n".repeat(length), 1), 1))
                .limit(lines)
                .toList();
    }

    private static Product product(String id, String name, long price) {
        return new Product(id, name, "seller", Money.krw(price));
    }
}
