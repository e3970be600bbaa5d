package dev.paysaga.payment.psp;

import static dev.paysaga.payment.psp.TossErrorTablesTest.describe;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each of PortOne's error types means for the money, on a confirm, a cancel and a look. */
class PortOneErrorTablesTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    INVALID_REQUEST,                                    declined
                    INVALID_PAYMENT_TOKEN,                              declined
                    INFORMATION_MISMATCH,                               declined
                    PAYMENT_NOT_FOUND,                                  declined
                    UNAUTHORIZED,                                       config error
                    FORBIDDEN,                                          config error
                    ALREADY_PAID,                                       unknown NEW_KEY
                    PG_PROVIDER,                                        unknown NEW_KEY
                    IDEMPOTENCY_OUTSTANDING_REQUEST,                    in flight SAME_KEY
                    HTTP_502,                                           unknown NEW_KEY
                    A_TYPE_THAT_NOBODY_HAS_LISTED,                      unknown NEW_KEY
                    """)
    void everyTypeOnAConfirmIsClassified(String code, String meaning) {
        assertThat(describe(PortOneErrors.confirm(code, "a message"))).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    PAYMENT_ALREADY_CANCELLED,                          unknown NEW_KEY
                    CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN,              unknown NEW_KEY
                    PAYMENT_NOT_PAID,                                   declined
                    CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT,           declined
                    CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT,   declined
                    CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT,declined
                    SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT,                 declined
                    MAX_CANCEL_COUNT_REACHED,                           declined
                    INVALID_REQUEST,                                    declined
                    NEGATIVE_PROMOTION_ADJUSTED_CANCEL_AMOUNT,          declined
                    PROMOTION_DISCOUNT_RETAIN_OPTION_SHOULD_NOT_BE_CHANGED,declined
                    UNAUTHORIZED,                                       config error
                    FORBIDDEN,                                          config error
                    PAYMENT_NOT_FOUND,                                  declined
                    IDEMPOTENCY_OUTSTANDING_REQUEST,                    in flight SAME_KEY
                    PG_PROVIDER,                                        unknown NEW_KEY
                    HTTP_502,                                           unknown NEW_KEY
                    A_TYPE_THAT_NOBODY_HAS_LISTED,                      unknown NEW_KEY
                    """)
    void everyTypeOnACancelIsClassified(String code, String meaning) {
        assertThat(describe(PortOneErrors.cancel(code, "a message"))).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    PAYMENT_NOT_FOUND,                                  not found
                    UNAUTHORIZED,                                       config error
                    FORBIDDEN,                                          config error
                    INVALID_REQUEST,                                    no answer
                    HTTP_404,                                           no answer
                    A_TYPE_THAT_NOBODY_HAS_LISTED,                      no answer
                    """)
    void everyTypeOnALookIsClassified(String code, String meaning) {
        assertThat(describe(PortOneErrors.lookup(code, "a message"))).isEqualTo(meaning);
    }
}
