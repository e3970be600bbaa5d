package dev.paysaga.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"orderId":"order-1","amount":1000,"currency":"KRW"}            | amount=1000 currency=KRW
            {"lines":[{"a":1},{"a":2}],"createdAt":"2026-01-01T00:00:00Z"}  | lines=[2]
            {"failure":{"code":"X"},"note":null}                            | failure={..}
            not json                                                        | (not JSON)
            """)
    void aBodyIsToldInALine(String body, String gist) {
        assertThat(Timeline.gist(body)).isEqualTo(gist);
    }
}
