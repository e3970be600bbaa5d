package dev.paysaga.payment.psp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.payment.domain.ConfirmOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What an answer over HTTP is taken for, down to answers that no sane provider gives. */
class TossPaymentsTest {

    private static final PaymentRef PAYMENT =
            new PaymentRef(new OrderId("ord_0000000001"), "test_pay_1", Money.krw(51_000));

    private final List<String> received = new ArrayList<>();
    private HttpServer provider = server();

    @BeforeEach
    void start() {
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
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
                    200 | {"paymentKey":"test_pay_1","orderId":"ord_0000000001","status":"NEVER_HEARD_OF","currency":"KRW","totalAmount":51000,"approvedAt":"2026-11-04T10:15:41+09:00"} | NOT_DONE
                    200 | {} | CONTRADICTION
                    200 | null | UNREADABLE_ANSWER
                    200 | <html>ok</html> | UNREADABLE_ANSWER
                    403 | {"code":"REJECT_CARD_PAYMENT","message":"no"} | Declined
                    403 | {"code":"REJECT_CARD_PAYMENT"} | Declined
                    500 | {"code":"REJECT_CARD_PAYMENT","message":"no"} | Declined
                    401 | {"code":"UNAUTHORIZED_KEY","message":"no"} | ConfigError
                    403 | {"message":"no code"} | HTTP_403
                    502 | <html>Bad Gateway</html> | HTTP_502
                    503 | `` | HTTP_503
                    302 | `` | HTTP_302
                    """)
    void anAnswerToAConfirmIsTakenFor(int status, String body, String outcome) {
        answer(status, body);

        ConfirmOutcome taken = gateway().confirm(PAYMENT, "key-1", gateway().confirmBody(PAYMENT));

        String name = taken instanceof ConfirmOutcome.Unknown(String code, String _, var _)
                ? code
                : taken.getClass().getSimpleName();
        assertThat(name).isEqualTo(outcome);
    }

    @Test
    void silenceIsUnknownAndMayBeAskedForUnderTheSameKey() {
        provider.createContext("/", exchange -> exchange.close());

        var taken = gateway().confirm(PAYMENT, "key-1", "{}");

        assertThat(taken).isInstanceOfSatisfying(ConfirmOutcome.Unknown.class, unknown -> {
            assertThat(unknown.code()).isEqualTo("NO_ANSWER");
            assertThat(unknown.resend()).isEqualTo(ConfirmOutcome.Resend.SAME_KEY);
        });
    }

    @Test
    void sendsWhatWasStoredOnceWithKeyAndCredentials() {
        answer(403, "{\"code\":\"REJECT_CARD_PAYMENT\",\"message\":\"no\"}");

        gateway().confirm(PAYMENT, "key-1", gateway().confirmBody(PAYMENT));

        assertThat(received)
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
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
        assertThat(received).isEmpty();
    }

    private void answer(int status, String body) {
        provider.createContext("/", exchange -> {
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] bytes = body == null ? new byte[0] : body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private TossPayments gateway() {
        URI url = URI.create("http://127.0.0.1:" + provider.getAddress().getPort());
        return new TossPayments(new TossProperties(url, "test_sk_abc", Duration.ofSeconds(2), Duration.ofSeconds(5)));
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
