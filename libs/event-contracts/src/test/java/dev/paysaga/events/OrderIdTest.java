package dev.paysaga.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderIdTest {

    @ParameterizedTest
    @CsvSource({
        "abcdef,                 true",
        "A1_-zz,                 true",
        "abcde,                  false",
        "'',                     false",
        "abc def,                false",
        "abcdef=,                false",
        "한글주문번호입니다,       false",
        "'abcdef\n',             false",
        "0123456789012345678901234567890123456789012345678901234567890123,  true",
        "01234567890123456789012345678901234567890123456789012345678901234, false"
    })
    void hasTheShapeThatEveryProviderTakes(String value, boolean accepted) {
        assertThat(OrderId.isOrderId(value)).isEqualTo(accepted);
    }
}
