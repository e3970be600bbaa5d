package dev.paysaga.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        "0,       KRW, '0 KRW'",
        "39000,   KRW, '39,000 KRW'",
        "-39000,  KRW, '-39,000 KRW'",
        "1250,    USD, '12.50 USD'",
        "-5,      USD, '-0.05 USD'",
        "1,       KWD, '0.001 KWD'"
    })
    void readsAsPeopleWriteIt(long amount, String currency, String text) {
        assertThat(new Money(amount, currency)).hasToString(text);
    }

    @Test
    void addsSubtractsAndMultipliesExactly() {
        assertThat(Money.krw(300).plus(Money.krw(4))).isEqualTo(Money.krw(304));
        assertThat(Money.krw(300).minus(Money.krw(301))).isEqualTo(Money.krw(-1));
        assertThat(Money.krw(300).times(3)).isEqualTo(Money.krw(900));
    }

    @Test
    void overflowIsLoud() {
        assertThatThrownBy(() -> Money.krw(Long.MAX_VALUE).plus(Money.krw(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.krw(Long.MAX_VALUE).times(2)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void currenciesDoNotMix() {
        assertThatThrownBy(() -> Money.krw(1).plus(new Money(1, "USD")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("KRW and USD");
        assertThatThrownBy(() -> new Money(1, "WON")).isInstanceOf(IllegalArgumentException.class);
    }
}
