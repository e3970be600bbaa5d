package dev.paysaga.payment.psp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.payment.domain.ConfirmOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome.ConfigError;
import dev.paysaga.payment.domain.ConfirmOutcome.Declined;
import dev.paysaga.payment.domain.ConfirmOutcome.InFlight;
import dev.paysaga.payment.domain.ConfirmOutcome.Unknown;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each of Toss's codes on a confirm means for the money. */
class TossErrorsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    REJECT_CARD_PAYMENT,                           declined
                    REJECT_CARD_COMPANY,                           declined
                    REJECT_ACCOUNT_PAYMENT,                        declined
                    REJECT_TOSSPAY_INVALID_ACCOUNT,                declined
                    EXCEED_MAX_AUTH_COUNT,                         declined
                    EXCEED_MAX_ONE_DAY_AMOUNT,                     declined
                    INVALID_PASSWORD,                              declined
                    FDS_ERROR,                                     declined
                    INVALID_REJECT_CARD,                           declined
                    INVALID_STOPPED_CARD,                          declined
                    INVALID_CARD_EXPIRATION,                       declined
                    INVALID_CARD_NUMBER,                           declined
                    INVALID_CARD_LOST_OR_STOLEN,                   declined
                    INVALID_CARD_INSTALLMENT_PLAN,                 declined
                    EXCEED_MAX_CARD_INSTALLMENT_PLAN,              declined
                    NOT_SUPPORTED_INSTALLMENT_PLAN_CARD_OR_MERCHANT, declined
                    NOT_SUPPORTED_MONTHLY_INSTALLMENT_PLAN,        declined
                    NOT_ALLOWED_POINT_USE,                         declined
                    BELOW_MINIMUM_AMOUNT,                          declined
                    EXCEED_MAX_AMOUNT,                             declined
                    EXCEED_MAX_DAILY_PAYMENT_COUNT,                declined
                    EXCEED_MAX_PAYMENT_AMOUNT,                     declined
                    EXCEED_MAX_MONTHLY_PAYMENT_AMOUNT,             declined
                    EXCEED_MAX_ONE_DAY_WITHDRAW_AMOUNT,            declined
                    EXCEED_MAX_ONE_TIME_WITHDRAW_AMOUNT,           declined
                    RESTRICTED_TRANSFER_ACCOUNT,                   declined
                    INVALID_ACCOUNT_INFO_RE_REGISTER,              declined
                    INVALID_AUTHORIZE_AUTH,                        declined
                    INVALID_REQUEST,                               declined
                    NOT_AVAILABLE_PAYMENT,                         declined
                    NOT_AVAILABLE_BANK,                            declined
                    NOT_FOUND_PAYMENT,                             declined
                    NOT_FOUND_PAYMENT_SESSION,                     declined
                    INVALID_API_KEY,                               config error
                    NOT_FOUND_TERMINAL_ID,                         config error
                    INVALID_UNREGISTERED_SUBMALL,                  config error
                    NOT_REGISTERED_BUSINESS,                       config error
                    UNAUTHORIZED_KEY,                              config error
                    FORBIDDEN_REQUEST,                             config error
                    INCORRECT_BASIC_AUTH_FORMAT,                   config error
                    INVALID_IDEMPOTENCY_KEY,                       config error
                    IDEMPOTENT_REQUEST_PROCESSING,                 in flight SAME_KEY
                    ALREADY_PROCESSING_REQUEST,                    in flight NEW_KEY
                    ALREADY_PROCESSED_PAYMENT,                     unknown NEW_KEY
                    PROVIDER_ERROR,                                unknown NEW_KEY
                    FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING,     unknown NEW_KEY
                    FAILED_INTERNAL_SYSTEM_PROCESSING,             unknown NEW_KEY
                    UNKNOWN_PAYMENT_ERROR,                         unknown NEW_KEY
                    CARD_PROCESSING_ERROR,                         unknown NEW_KEY
                    UNAPPROVED_ORDER_ID,                           unknown NEW_KEY
                    A_CODE_THAT_NOBODY_HAS_LISTED,                 unknown NEW_KEY
                    """)
    void everyCodeIsClassified(String code, String meaning) {
        assertThat(describe(TossErrors.outcome(code, "a message"))).isEqualTo(meaning);
    }

    private static String describe(ConfirmOutcome outcome) {
        return switch (outcome) {
            case ConfirmOutcome.Approved _ -> "approved";
            case ConfirmOutcome.WaitingForDeposit _ -> "waiting for a deposit";
            case Declined _ -> "declined";
            case ConfigError _ -> "config error";
            case InFlight(String _, var resend) -> "in flight " + resend;
            case Unknown(String _, String _, var resend) -> "unknown " + resend;
        };
    }
}
