package dev.paysaga.payment.psp;

import static dev.paysaga.payment.psp.ScriptedProvider.sample;
import static dev.paysaga.payment.psp.TossErrorTablesTest.describe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.payment.domain.CancelOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome.Approved;
import dev.paysaga.payment.domain.ConfirmOutcome.Declined;
import dev.paysaga.payment.domain.ConfirmOutcome.InFlight;
import dev.paysaga.payment.domain.ConfirmOutcome.Resend;
import dev.paysaga.payment.domain.ConfirmOutcome.Unknown;
import dev.paysaga.payment.domain.ConfirmOutcome.WaitingForDeposit;
import dev.paysaga.payment.domain.LookupOutcome.Found;
import dev.paysaga.payment.psp.CancelRef.RefundAccount;
import dev.paysaga.payment.psp.ProviderTransaction.Kind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What PortOne's answers over HTTP are taken for, and what is sent to it. */
class PortOnePaymentsTest {

    private static final String STORE = "store-0f0e0d0c-0b0a-4a09-8b08-070605040302";
    private static final String KEY = "confirm-00000000-0000-4000-8000-000000000001";
    private static final PaymentRef PAYMENT =
            new PaymentRef(new OrderId("pay-20261104-000117"), "sim-payment-token-0001", Money.krw(39_000));
    private static final CancelRef CANCEL = new CancelRef(PAYMENT, "17", 9_000, 39_000, "Out of stock", null);

    private final ScriptedProvider provider = new ScriptedProvider();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void aConfirmIsSentOnceWithItsQuotedKeyAndTheOrderAsItsName() {
        provider.answers(200, sample("portone-confirm-response")).answers(200, sample("portone-payment-paid"));

        assertThat(confirm()).isEqualTo(new Approved(Instant.parse("2026-11-04T01:15:41Z")));

        assertThat(provider.received())
                .containsExactly(
                        "POST /payments/pay-20261104-000117/confirm \"" + KEY + "\" PortOne test_portone_abc"
                                + " {\"storeId\":\"" + STORE
                                + "\",\"paymentToken\":\"sim-payment-token-0001\",\"currency\":\"KRW\",\"totalAmount\":39000}",
                        "GET /payments/pay-20261104-000117?storeId=" + STORE + " null PortOne test_portone_abc ");
    }

    @ParameterizedTest(name = "{0} {1}, then {2} {3}: {4}")
    @CsvSource(textBlock = """
                    200, portone-confirm-response,                         200, portone-payment-paid,                   Approved
                    200, portone-confirm-response,                         200, portone-payment-partial-cancelled,      Approved
                    200, portone-confirm-response,                         200, portone-payment-virtual-account-issued, WaitingForDeposit
                    200, portone-confirm-response,                         200, portone-payment-ready,                  NOT_DONE SAME_KEY
                    200, portone-confirm-response,                         200, portone-payment-failed,                 NOT_DONE SAME_KEY
                    200, portone-confirm-response,                         502, portone-error-pg-provider.502,          NOT_READ SAME_KEY
                    200, portone-confirm-response,                         200, portone-confirm-response,               CONTRADICTION NEW_KEY
                    409, portone-error-already-paid.409,                   200, portone-payment-paid,                   Approved
                    409, portone-error-already-paid.409,                   200, portone-payment-ready,                  ALREADY_PAID NEW_KEY
                    409, portone-error-already-paid.409,                   502, portone-error-pg-provider.502,          ALREADY_PAID NEW_KEY
                    502, portone-error-pg-provider.502,                    200, portone-payment-paid,                   Approved
                    502, portone-error-pg-provider.502,                    200, portone-payment-ready,                  PG_PROVIDER NEW_KEY
                    502, portone-error-pg-provider.502,                    200, portone-payment-failed,                 Declined REJECT_CARD_PAYMENT
                    502, portone-error-pg-provider.502,                    502, portone-error-pg-provider.502,          PG_PROVIDER NEW_KEY
                    409, portone-error-idempotency-outstanding.409,        200, portone-payment-ready,                  InFlight SAME_KEY
                    """)
    void anAnswerToAConfirmIsTakenFor(int first, String answer, int second, String payment, String outcome) {
        provider.answers(first, sample(answer)).answers(second, sample(payment));

        assertThat(named(confirm())).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    INVALID_PAYMENT_TOKEN | portone-payment-ready | Declined INVALID_PAYMENT_TOKEN
                    INVALID_PAYMENT_TOKEN | portone-payment-paid | Approved
                    INFORMATION_MISMATCH | portone-payment-ready | Declined INFORMATION_MISMATCH
                    INFORMATION_MISMATCH | portone-confirm-response | INFORMATION_MISMATCH NEW_KEY
                    UNAUTHORIZED | portone-payment-paid | ConfigError
                    SOMETHING_NEW | portone-payment-paid | SOMETHING_NEW NEW_KEY
                    """)
    void aRefusalIsBelievedAfterThePaymentWasRead(String type, String payment, String outcome) {
        provider.answers(400, "{\"type\":\"" + type + "\"}").answers(200, sample(payment));

        assertThat(named(confirm())).isEqualTo(outcome);
    }

    @Test
    void anAmountThatIsNotOursIsNoApproval() {
        provider.answers(200, sample("portone-confirm-response"))
                .answers(200, sample("portone-payment-paid").replace("\"total\": 39000", "\"total\": 38999"));

        assertThat(named(confirm())).isEqualTo("CONTRADICTION NEW_KEY");
    }

    @Test
    void silenceIsUnknownAndMayBeAskedForUnderTheSameKey() {
        provider.does(HttpExchange::close);

        assertThat(named(confirm())).isEqualTo("NO_ANSWER SAME_KEY");
        assertThat(describe(cancel())).isEqualTo("unknown SAME_KEY");
        assertThat(describe(gateway().lookup(PAYMENT))).isEqualTo("no answer");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    portone-payment-ready,                  PENDING,             0,     0
                    portone-payment-paid,                   CAPTURED,            39000, 0
                    portone-payment-failed,                 FAILED,              0,     0
                    portone-payment-partial-cancelled,      CAPTURED,            30000, 1
                    portone-payment-virtual-account-issued, WAITING_FOR_DEPOSIT, 0,     0
                    """)
    void aPaymentIsTakenFor(String sample, String status, long remaining, int cancels) {
        provider.answers(200, sample(sample));

        var outcome = gateway().lookup(PAYMENT);

        assertThat(outcome).isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.payment().status()).hasToString(status);
            assertThat(found.payment().remaining()).isEqualTo(remaining);
            assertThat(found.payment().cancels()).hasSize(cancels);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "status":"PENDING","amount":{"total":39000,"discount":0,"cancelled":0} | PENDING
                    "status":"PAY_PENDING","amount":{"total":39000,"discount":0,"cancelled":0} | PENDING
                    "status":"CANCELLED","amount":{"total":39000,"discount":0,"cancelled":39000} | FAILED
                    "status":"CANCELLED","paidAt":"2026-11-04T01:15:41Z","amount":{"total":39000,"discount":0,"cancelled":39000},"cancellations":[{"status":"SUCCEEDED","totalAmount":39000}] | CAPTURED 0
                    "status":"PARTIAL_CANCELLED","paidAt":"2026-11-04T01:15:41Z","amount":{"total":39000,"discount":1000,"paid":38000,"cancelled":9000},"cancellations":[{"status":"SUCCEEDED","totalAmount":9000},{"status":"FAILED","totalAmount":500}] | CAPTURED 29000
                    "status":"PAID","paidAt":"2026-11-04T01:15:41Z","amount":{"total":39000,"discount":0,"cancelled":0},"cancellations":[{"status":"REQUESTED","totalAmount":9000}] | CAPTURED 39000
                    "status":"PAID","paidAt":"2026-11-04T01:15:41Z","amount":{"total":39000,"discount":0,"cancelled":9000},"cancellations":[] | contradiction
                    "status":"PARTIAL_CANCELLED","paidAt":"2026-11-04T01:15:41Z","amount":{"total":39000,"discount":0,"cancelled":40000},"cancellations":[{"status":"SUCCEEDED","totalAmount":40000}] | contradiction
                    "status":"FAILED","paidAt":"2026-11-04T01:15:41Z","amount":{"total":39000,"discount":0,"cancelled":0} | contradiction
                    "status":"PAID","paidAt":"2026-11-04T01:15:41Z","amount":{"total":39000} | no answer
                    "status":"PAID","amount":{"total":39000,"discount":0,"cancelled":0} | no answer
                    "status":"PAID","paidAt":"2026-11-04T01:15:41Z","amount":{"total":39000,"discount":0,"cancelled":0},"cancellations":[{"status":"NEW","totalAmount":1}] | no answer
                    "status":"VIRTUAL_ACCOUNT_ISSUED","amount":{"total":39000,"discount":0,"cancelled":0} | no answer
                    "status":"SOMETHING_NEW","amount":{"total":39000,"discount":0,"cancelled":0} | no answer
                    "status":"PAID","paidAt":"2026-11-04T01:15:41Z" | contradiction
                    """)
    void whatNoSampleShowsIsTakenFor(String fields, String taken) {
        provider.answers(200, """
                {"id":"pay-20261104-000117","storeId":"%s","currency":"KRW",%s}""".formatted(STORE, fields));

        var outcome = gateway().lookup(PAYMENT);

        String name = outcome instanceof Found(var found)
                ? found.status() + (found.approvedAt() == null ? "" : " " + found.remaining())
                : describe(outcome);
        assertThat(name).isEqualTo(taken);
    }

    @Test
    void whatIsNotOursIsAContradiction() {
        provider.answers(200, sample("portone-payment-paid"));

        assertThat(describe(gateway("store-of-somebody-else").lookup(PAYMENT))).isEqualTo("contradiction");
        assertThat(describe(gateway().lookup(new PaymentRef(new OrderId("pay-another"), null, PAYMENT.money()))))
                .isEqualTo("contradiction");
        assertThat(describe(gateway().lookup(new PaymentRef(PAYMENT.orderId(), null, new Money(39_000, "USD")))))
                .isEqualTo("contradiction");
        assertThat(describe(gateway(null).lookup(PAYMENT))).isEqualTo("found");
    }

    @Test
    void aCancelIsSentWithItsReferenceAndTheLock() {
        provider.answers(409, "{\"type\":\"CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT\"}");

        assertThat(describe(cancel())).isEqualTo("declined");

        assertThat(provider.received())
                .containsExactly("POST /payments/pay-20261104-000117/cancel \"" + KEY + "\" PortOne test_portone_abc"
                        + " {\"storeId\":\"" + STORE + "\",\"amount\":9000,\"reason\":\"Out of stock (cancel 17)\","
                        + "\"currentCancellableAmount\":39000}");
        var account = new RefundAccount("WOORI", "10020003000117", "Kim Simul");
        assertThat(gateway().cancelBody(new CancelRef(PAYMENT, "17", 9_000, 39_000, "no", account)))
                .contains(
                        "\"refundAccount\":{\"bank\":\"WOORI\",\"number\":\"10020003000117\",\"holderName\":\"Kim Simul\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"cancellation":{"status":"SUCCEEDED","totalAmount":9000,"reason":"Out of stock (cancel 17)","cancelledAt":"2026-11-05T00:30:12.000Z"}} | canceled
                    {"cancellation":{"status":"REQUESTED","totalAmount":9000,"reason":"Out of stock (cancel 17)"}} | requested
                    {"cancellation":{"status":"FAILED","totalAmount":9000,"reason":"Out of stock (cancel 17)"}} | declined
                    {"cancellation":{"status":"SUCCEEDED","totalAmount":9000,"reason":"Out of stock (cancel 17)"}} | unknown NEW_KEY
                    {"cancellation":{"status":"SUCCEEDED","totalAmount":9001,"reason":"Out of stock (cancel 17)","cancelledAt":"2026-11-05T00:30:12.000Z"}} | unknown NEW_KEY
                    {"cancellation":{"status":"SUCCEEDED","totalAmount":9000,"reason":"Out of stock (cancel 18)","cancelledAt":"2026-11-05T00:30:12.000Z"}} | unknown NEW_KEY
                    {"cancellation":{"status":"SOMETHING_NEW","totalAmount":9000,"reason":"Out of stock (cancel 17)"}} | unknown NEW_KEY
                    {"cancellation":null} | unknown NEW_KEY
                    {} | unknown NEW_KEY
                    <html>ok</html> | unknown NEW_KEY
                    """)
    void a200ToACancelDoesNotMeanThatMoneyWentBack(String body, String outcome) {
        provider.answers(200, body);

        assertThat(describe(cancel())).isEqualTo(outcome);
    }

    @Test
    void theSampleOfACancelIsNotOurs() {
        provider.answers(200, sample("portone-cancel-response"));

        assertThat(cancel())
                .isInstanceOfSatisfying(
                        CancelOutcome.Unknown.class,
                        unknown -> assertThat(unknown.code()).isEqualTo("CANCEL_NOT_SHOWN"));
    }

    @Test
    void movementsAreTakenOutOfTheListOfPayments() {
        provider.answers(
                200,
                "{\"items\":[" + sample("portone-payment-partial-cancelled") + ","
                        + sample("portone-payment-ready").replace("000117", "000118") + "],\"page\":{\"number\":0}}");

        var listed =
                gateway().transactions(Instant.parse("2026-11-04T00:00:00Z"), Instant.parse("2026-11-06T00:00:00Z"));

        assertThat(listed)
                .extracting(ProviderTransaction::kind, ProviderTransaction::amount, ProviderTransaction::at)
                .containsExactly(
                        tuple(Kind.CAPTURE, 39_000L, Instant.parse("2026-11-04T01:15:41Z")),
                        tuple(Kind.CANCEL, 9_000L, Instant.parse("2026-11-05T00:30:12Z")));
        assertThat(gateway().transactions(Instant.parse("2026-11-05T00:00:00Z"), Instant.parse("2026-11-06T00:00:00Z")))
                .extracting(ProviderTransaction::kind)
                .containsExactly(Kind.CANCEL);
        assertThat(URLDecoder.decode(provider.received().getFirst(), StandardCharsets.UTF_8))
                .startsWith("GET /payments?requestBody={\"page\":{\"number\":0,\"size\":500},\"filter\":{\"storeId\":\""
                        + STORE + "\",\"timestampType\":\"STATUS_CHANGED_AT\",\"from\":\"2026-11-04T00:00:00Z\"");
    }

    @Test
    void aLongListIsReadPageByPageAndNothingCountsTwice() {
        provider.answers(200, page(0, PortOneTransactions.PAGE)).answers(200, page(PortOneTransactions.PAGE - 2, 3));

        assertThat(gateway().transactions(Instant.EPOCH, Instant.parse("2026-12-01T00:00:00Z")))
                .hasSize(PortOneTransactions.PAGE + 1);
        assertThat(provider.received()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    429 | {"type":"TOO_MANY_REQUESTS"}
                    200 | {}
                    200 | {"items":[null]}
                    200 | {"items":[{"id":"a","status":"SOMETHING_NEW"}]}
                    200 | {"items":[{"id":"a","status":"PAID","amount":{"total":1,"discount":0}}]}
                    502 | <html>
                    """)
    void aListThatCannotBeHadWholeIsNone(int status, String body) {
        provider.answers(status, body);

        assertThatThrownBy(() -> gateway().transactions(Instant.EPOCH, Instant.now()))
                .isInstanceOf(ProviderListException.class);
    }

    @Test
    void aKeyThatPortOneDoesNotTakeIsNotSent() {
        for (String key : new String[] {"short", "x".repeat(257), "confirm-\"quoted\"-000000"}) {
            assertThatThrownBy(() -> gateway().confirm(PAYMENT, key, "{}"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(provider.received()).isEmpty();
    }

    @Test
    void refusesToCallInsideATransaction() {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThatThrownBy(() -> gateway().confirm(PAYMENT, KEY, "{}")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> gateway().lookup(PAYMENT)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> gateway().cancel(CANCEL, KEY, "{}")).isInstanceOf(IllegalStateException.class);
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
        assertThat(provider.received()).isEmpty();
    }

    private ConfirmOutcome confirm() {
        return gateway().confirm(PAYMENT, KEY, gateway().confirmBody(PAYMENT));
    }

    private CancelOutcome cancel() {
        return gateway().cancel(CANCEL, KEY, gateway().cancelBody(CANCEL));
    }

    private PortOnePayments gateway() {
        return gateway(STORE);
    }

    private PortOnePayments gateway(@Nullable String store) {
        return new PortOnePayments(provider.http("PortOne test_portone_abc"), store);
    }

    private static String named(ConfirmOutcome outcome) {
        return switch (outcome) {
            case Approved _, ConfirmOutcome.ConfigError _, WaitingForDeposit _ ->
                outcome.getClass().getSimpleName();
            case Declined(String code, String _) -> "Declined " + code;
            case InFlight(String _, Resend resend) -> "InFlight " + resend;
            case Unknown(String code, String _, Resend resend) -> code + " " + resend;
        };
    }

    private static String page(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(n -> """
                        {"id":"ord-%06d","status":"PAID","currency":"KRW","paidAt":"2026-11-04T01:15:41Z","amount":{"total":%d,"discount":0}}""".formatted(n, n + 1))
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }
}
