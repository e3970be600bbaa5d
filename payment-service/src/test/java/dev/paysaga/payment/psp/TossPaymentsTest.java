package dev.paysaga.payment.psp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.payment.domain.ConfirmOutcome;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What an answer over HTTP is taken for, down to answers that no sane provider gives. */
class TossPaymentsTest {

    private static final PaymentRef PAYMENT =
            new PaymentRef(new OrderId("ord_0000000001"), "test_pay_1", Money.krw(51_000));

    private final ScriptedProvider provider = new ScriptedProvider();

    @AfterEach
    void stop() {
        provider.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    200 | {"paymentKey":"test_pay_1","orderId":"ord_0000000001","status":"DONE","currency":"KRW","totalAmount":51000,"approvedAt":"2026-11-04T10:15:41+09:00","new":{"field":1}} | Approved
                    200 | {"paymentKey":"test_pay_1","orderId":"ord_0000000001","status":"DONE","currency":"KRW","totalAmount":50999,"approvedAt":"2026-11-04T10:15:41+09:00"} | CONTRADICTION
                    200 | {"paymentKey":"test_pay_2","orderId":"ord_0000000001","status":"DONE","currency":"KRW","totalAmount":51000,"approvedAt":"2026-11-04T10:15:41+09:00"} | CONTRADICTION
                    200 | {"paymentKey":"test_pay_1","orderId":"ord_0000000002","status":"DONE","currency":"KRW","totalAmount":51000,"approvedAt":"2026-11-04T10:15:41+09:00"} | CONTRADICTION
                    200 | {"paymentKey":"test_pay_1","orderId":"ord_0000000001","status":"DONE","currency":"USD","totalAmount":51000,"approvedAt":"2026-11-04T10:15:41+09:00"} | CONTRADICTION
                    200 | {"paymentKey":"test_pay_1","orderId":"ord_0000000001","status":"DONE","currency":"KRW"} | CONTRADICTION
                    200 | {"paymentKey":"test_pay_1","orderId":"ord_0000000001","status":"DONE","currency":"KRW","totalAmount":51000} | NOT_DONE
                    200 | {"paymentKey":"test_pay_1","orderId":"ord_0000000001","status":"WAITING_FOR_DEPOSIT","currency":"KRW","totalAmount":51000} | NOT_DONE
                    200 | {"paymentKey":"test_pay_1","orderId":"ord_0000000001","status":"WAITING_FOR_DEPOSIT","currency":"KRW","totalAmount":51000,"virtualAccount":{"dueDate":"2026-11-11T23:59:59+09:00"}} | WaitingForDeposit
                    200 | {"paymentKey":"test_pay_1","orderId":"ord_0000000001","status":"DONE","currency":"KRW","totalAmount":51000.0,"approvedAt":"2026-11-04T10:15:41+09:00"} | Approved
                    200 | {"paymentKey":"test_pay_1","orderId":"ord_0000000001","status":"DONE","currency":"KRW","totalAmount":51000.5,"approvedAt":"2026-11-04T10:15:41+09:00"} | UNREADABLE_ANSWER
                    200 | {"paymentKey":"test_pay_1","orderId":"ord_0000000001","status":"DONE","currency":"KRW","totalAmount":"51000","approvedAt":"2026-11-04T10:15:41+09:00"} | UNREADABLE_ANSWER
                    200 | {"paymentKey":"test_pay_1","orderId":"ord_0000000001","status":"DONE","currency":"KRW","totalAmount":1e400,"approvedAt":"2026-11-04T10:15:41+09:00"} | UNREADABLE_ANSWER
                    200 | {"paymentKey":"test_pay_1","orderId":"ord_0000000001","status":"DONE","currency":"KRW","totalAmount":1,"totalAmount":51000,"approvedAt":"2026-11-04T10:15:41+09:00"} | UNREADABLE_ANSWER
                    200 | {"paymentKey":"test_pay_1","orderId":"ord_0000000001","status":"DONE","currency":"KRW","totalAmount":51000,"approvedAt":"yesterday"} | UNREADABLE_ANSWER
                    200 | {"paymentKey":"test_pay_1","orderId":"ord_0000000001","status":"NEVER_HEARD_OF","currency":"KRW","totalAmount":51000,"approvedAt":"2026-11-04T10:15:41+09:00"} | NOT_DONE
                    200 | {} | CONTRADICTION
                    200 | null | UNREADABLE_ANSWER
                    200 | <html>ok</html> | UNREADABLE_ANSWER
                    403 | {"code":"REJECT_CARD_PAYMENT","message":"no"} | Declined
                    403 | {"code":"REJECT_CARD_PAYMENT"} | Declined
                    500 | {"code":"REJECT_CARD_PAYMENT","message":"no"} | Declined
                    401 | {"code":"UNAUTHORIZED_KEY","message":"no"} | ConfigError
                    403 | {"message":"no code"} | HTTP_403
                    400 | {"code":"a code\\nwith a line break"} | HTTP_400
                    429 | {"code":"TOO_MANY_REQUESTS"} | TOO_MANY_REQUESTS
                    502 | <html>Bad Gateway</html> | HTTP_502
                    503 | `` | HTTP_503
                    302 | `` | HTTP_302
                    """)
    void anAnswerToAConfirmIsTakenFor(int status, String body, String outcome) {
        provider.answers(status, body == null ? "" : body);

        ConfirmOutcome taken = gateway().confirm(PAYMENT, "key-1", gateway().confirmBody(PAYMENT));

        String name = taken instanceof ConfirmOutcome.Unknown(String code, String _, var _)
                ? code
                : taken.getClass().getSimpleName();
        assertThat(name).isEqualTo(outcome);
    }

    @Test
    void silenceIsUnknownAndMayBeAskedForUnderTheSameKey() {
        provider.does(HttpExchange::close);

        var taken = gateway().confirm(PAYMENT, "key-1", "{}");

        assertThat(taken).isInstanceOfSatisfying(ConfirmOutcome.Unknown.class, unknown -> {
            assertThat(unknown.code()).isEqualTo("NO_ANSWER");
            assertThat(unknown.resend()).isEqualTo(ConfirmOutcome.Resend.SAME_KEY);
        });
    }

    @Test
    void sendsWhatWasStoredOnceWithKeyAndCredentials() {
        provider.answers(403, "{\"code\":\"REJECT_CARD_PAYMENT\",\"message\":\"no\"}");

        gateway().confirm(PAYMENT, "key-1", gateway().confirmBody(PAYMENT));

        assertThat(provider.received())
                .containsExactly("POST /v1/payments/confirm key-1 Basic dGVzdF9za19hYmM6"
                        + " {\"paymentKey\":\"test_pay_1\",\"orderId\":\"ord_0000000001\",\"amount\":51000}");
    }

    @Test
    void refusesToCallInsideATransaction() {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThatThrownBy(() -> gateway().confirm(PAYMENT, "key-1", "{}"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("must not be called inside a database transaction");
            assertThatThrownBy(() -> gateway().lookup(PAYMENT)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> gateway().transactions(Instant.EPOCH, Instant.EPOCH))
                    .isInstanceOf(IllegalStateException.class);
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
        assertThat(provider.received()).isEmpty();
    }

    private TossPayments gateway() {
        return new TossPayments(provider.http("Basic dGVzdF9za19hYmM6"));
    }
}
