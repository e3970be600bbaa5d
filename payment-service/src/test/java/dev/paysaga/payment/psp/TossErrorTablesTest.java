package dev.paysaga.payment.psp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.payment.domain.CancelOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome.ConfigError;
import dev.paysaga.payment.domain.ConfirmOutcome.Declined;
import dev.paysaga.payment.domain.ConfirmOutcome.InFlight;
import dev.paysaga.payment.domain.ConfirmOutcome.Unknown;
import dev.paysaga.payment.domain.LookupOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each of Toss's codes means for the money, on a confirm, a cancel and a look. */
class TossErrorTablesTest {

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
    void everyCodeOnAConfirmIsClassified(String code, String meaning) {
        assertThat(describe(TossConfirmErrors.outcome(code, "a message"))).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    ALREADY_CANCELED_PAYMENT,                           unknown NEW_KEY
                    ALREADY_REFUND_PAYMENT,                             unknown NEW_KEY
                    NOT_MATCHES_REFUNDABLE_AMOUNT,                      unknown NEW_KEY
                    INVALID_REFUND_ACCOUNT_INFO,                        declined
                    INVALID_REFUND_ACCOUNT_NUMBER,                      declined
                    INVALID_BANK,                                       declined
                    EXCEED_CANCEL_AMOUNT_DISCOUNT_AMOUNT,               declined
                    INVALID_REQUEST,                                    declined
                    REFUND_REJECTED,                                    declined
                    FORBIDDEN_BANK_REFUND_REQUEST,                      declined
                    PROVIDER_ERROR,                                     unknown NEW_KEY
                    UNAUTHORIZED_KEY,                                   config error
                    INVALID_API_KEY,                                    config error
                    NOT_CANCELABLE_AMOUNT,                              unknown NEW_KEY
                    NOT_CANCELABLE_PAYMENT,                             declined
                    NOT_CANCELABLE_PAYMENT_FOR_DORMANT_USER,            declined
                    EXCEED_MAX_REFUND_DUE,                              declined
                    EXCEED_CANCEL_LIMIT,                                declined
                    NOT_ALLOWED_PARTIAL_REFUND,                         declined
                    NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT,         declined
                    FORBIDDEN_CONSECUTIVE_REQUEST,                      unknown NEW_KEY
                    NOT_AVAILABLE_BANK,                                 unknown NEW_KEY
                    FORBIDDEN_REQUEST,                                  config error
                    INCORRECT_BASIC_AUTH_FORMAT,                        config error
                    NOT_FOUND_PAYMENT,                                  declined
                    FAILED_INTERNAL_SYSTEM_PROCESSING,                  unknown NEW_KEY
                    FAILED_REFUND_PROCESS,                              unknown NEW_KEY
                    FAILED_METHOD_HANDLING_CANCEL,                      unknown NEW_KEY
                    COMMON_ERROR,                                       unknown NEW_KEY
                    FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING,          unknown NEW_KEY
                    FAILED_PARTIAL_REFUND,                              unknown NEW_KEY
                    INVALID_IDEMPOTENCY_KEY,                            config error
                    IDEMPOTENT_REQUEST_PROCESSING,                      in flight SAME_KEY
                    HTTP_429,                                           unknown NEW_KEY
                    A_CODE_THAT_NOBODY_HAS_LISTED,                      unknown NEW_KEY
                    """)
    void everyCodeOnACancelIsClassified(String code, String meaning) {
        assertThat(describe(TossCancelErrors.outcome(code, "a message"))).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    NOT_FOUND_PAYMENT,                                  not found
                    NOT_FOUND,                                          no answer
                    UNAUTHORIZED_KEY,                                   config error
                    INVALID_API_KEY,                                    config error
                    FORBIDDEN_REQUEST,                                  config error
                    INCORRECT_BASIC_AUTH_FORMAT,                        config error
                    FORBIDDEN_CONSECUTIVE_REQUEST,                      no answer
                    NOT_SUPPORTED_MONTHLY_INSTALLMENT_PLAN_BELOW_AMOUNT,no answer
                    FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING,          no answer
                    HTTP_404,                                           no answer
                    A_CODE_THAT_NOBODY_HAS_LISTED,                      no answer
                    """)
    void everyCodeOnALookIsClassified(String code, String meaning) {
        assertThat(describe(TossLookupErrors.outcome(code, "a message"))).isEqualTo(meaning);
    }

    static String describe(ConfirmOutcome outcome) {
        return switch (outcome) {
            case ConfirmOutcome.Approved _ -> "approved";
            case ConfirmOutcome.WaitingForDeposit _ -> "waiting for a deposit";
            case Declined _ -> "declined";
            case ConfigError _ -> "config error";
            case InFlight(String _, var resend) -> "in flight " + resend;
            case Unknown(String _, String _, var resend) -> "unknown " + resend;
        };
    }

    static String describe(CancelOutcome outcome) {
        return switch (outcome) {
            case CancelOutcome.Canceled _ -> "canceled";
            case CancelOutcome.Requested _ -> "requested";
            case CancelOutcome.Declined _ -> "declined";
            case CancelOutcome.ConfigError _ -> "config error";
            case CancelOutcome.InFlight(String _, var resend) -> "in flight " + resend;
            case CancelOutcome.Unknown(String _, String _, var resend) -> "unknown " + resend;
        };
    }

    static String describe(LookupOutcome outcome) {
        return switch (outcome) {
            case LookupOutcome.Found _ -> "found";
            case LookupOutcome.NotFound _ -> "not found";
            case LookupOutcome.Contradiction _ -> "contradiction";
            case LookupOutcome.NoAnswer _ -> "no answer";
            case LookupOutcome.ConfigError _ -> "config error";
        };
    }
}
