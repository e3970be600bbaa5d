package dev.paysaga.payment.psp;

import static dev.paysaga.payment.psp.ScriptedProvider.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.payment.domain.CancelOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome.Approved;
import dev.paysaga.payment.domain.ConfirmOutcome.WaitingForDeposit;
import dev.paysaga.payment.domain.LookupOutcome.Found;
import dev.paysaga.payment.domain.ProviderPayment;
import dev.paysaga.payment.domain.ProviderPayment.CancelStatus;
import dev.paysaga.payment.domain.ProviderPayment.Failure;
import dev.paysaga.payment.domain.ProviderPayment.ProviderCancel;
import dev.paysaga.payment.psp.CancelRef.RefundAccount;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Toss's account of a payment, and its answer to a cancel, are taken for. */
class TossLookupAndCancelTest {

    private static final String KEY = "simpg20261104101500a1B2c";
    private static final PaymentRef PAYMENT = payment("ord-20261104-000117", KEY, 39_000);
    private static final CancelRef CANCEL = new CancelRef(PAYMENT, "17", 9_000, 39_000, "Out of stock", null);
    private static final String BODY = """
            {"paymentKey":"simpg20261104101500a1B2c","orderId":"ord-20261104-000117","currency":"KRW","totalAmount":39000,%s}""";
    private static final String APPROVED = "\"approvedAt\":\"2026-11-04T10:15:41+09:00\"";

    private final ScriptedProvider provider = new ScriptedProvider();
    private final TossPayments gateway = new TossPayments(provider.http("Basic dGVzdF9za19hYmM6"));

    @AfterEach
    void stop() {
        provider.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    toss-confirm-response-card-done,                          117, 39000, simpg20261104101500a1B2c, CAPTURED,            39000, 0
                    toss-confirm-response-easypay-done,                       119, 12500, simpg20261104102015eP119, CAPTURED,            12500, 0
                    toss-confirm-response-virtual-account-waiting,            118, 58000, simpg20261104101830vA118, WAITING_FOR_DEPOSIT, 0,     0
                    toss-payment-partial-canceled,                            117, 39000, simpg20261104101500a1B2c, CAPTURED,            30000, 1
                    toss-payment-partial-then-rest-canceled-balance-zero,     117, 39000, simpg20261104101500a1B2c, CAPTURED,            0,     2
                    toss-cancel-response-full,                                117, 39000, simpg20261104101500a1B2c, CAPTURED,            0,     1
                    toss-payment-expired,                                     120, 39000, simpg20261104103000eX120, EXPIRED,             0,     0
                    toss-payment-aborted,                                     121, 39000, simpg20261104103210aB121, FAILED,              0,     0
                    """)
    void aPaymentIsTakenFor(
            String sample, String order, long amount, String key, String status, long remaining, int cancels) {
        provider.answers(200, sample(sample));

        ProviderPayment found = found(payment("ord-20261104-000" + order, key, amount));

        assertThat(found.status()).hasToString(status);
        assertThat(found.remaining()).isEqualTo(remaining);
        assertThat(found.cancels()).hasSize(cancels).noneMatch(cancel -> cancel.reference() != null);
        assertThat(found.approvedAt() != null).isEqualTo(found.status() == ProviderPayment.Status.CAPTURED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "status":"READY","balanceAmount":39000 | PENDING
                    "status":"IN_PROGRESS","balanceAmount":39000 | PENDING
                    "status":"CANCELED","balanceAmount":0 | FAILED
                    "status":"CANCELED","balanceAmount":0,"cancels":[{"cancelAmount":39000,"cancelStatus":"DONE","canceledAt":"2026-11-04T10:16:05+09:00"}] | FAILED
                    "status":"DONE","balanceAmount":39000 | no answer
                    "status":"PARTIAL_CANCELED","balanceAmount":30000 | no answer
                    "status":"WAITING_FOR_DEPOSIT" | no answer
                    "status":"SOMETHING_NEW" | no answer
                    "status":null | no answer
                    "status":"DONE","approvedAt":"2026-11-04T10:15:41+09:00" | no answer
                    "status":"DONE","approvedAt":"2026-11-04T10:15:41+09:00","balanceAmount":39000,"cancels":[null] | no answer
                    "status":"DONE","approvedAt":"2026-11-04T10:15:41+09:00","balanceAmount":39000,"cancels":[{"cancelAmount":1,"cancelStatus":"NEW"}] | no answer
                    "status":"DONE","approvedAt":"2026-11-04T10:15:41+09:00","balanceAmount":38999 | contradiction
                    "status":"DONE","approvedAt":"2026-11-04T10:15:41+09:00","balanceAmount":39001 | contradiction
                    "status":"PARTIAL_CANCELED","approvedAt":"2026-11-04T10:15:41+09:00","balanceAmount":-1 | contradiction
                    "status":"PARTIAL_CANCELED","approvedAt":"2026-11-04T10:15:41+09:00","balanceAmount":39000,"cancels":[{"cancelAmount":9000,"cancelStatus":"DONE"}] | contradiction
                    "status":"PARTIAL_CANCELED","approvedAt":"2026-11-04T10:15:41+09:00","balanceAmount":39000,"cancels":[{"cancelAmount":9000,"cancelStatus":"IN_PROGRESS"}] | CAPTURED
                    "status":"PARTIAL_CANCELED","approvedAt":"2026-11-04T10:15:41+09:00","balanceAmount":30000,"cancels":[{"cancelAmount":9000,"cancelStatus":"IN_PROGRESS"}] | CAPTURED
                    "status":"PARTIAL_CANCELED","approvedAt":"2026-11-04T10:15:41+09:00","balanceAmount":39000,"cancels":[{"cancelAmount":9000,"cancelStatus":"ABORTED"}] | CAPTURED
                    "status":"ABORTED","approvedAt":"2026-11-04T10:15:41+09:00" | contradiction
                    "status":"EXPIRED","approvedAt":"2026-11-04T10:15:41+09:00" | contradiction
                    """)
    void whatNoSampleShowsIsTakenFor(String fields, String taken) {
        provider.answers(200, BODY.formatted(fields));

        var outcome = gateway.lookup(PAYMENT);

        assertThat(outcome instanceof Found(var found) ? found.status().name() : TossErrorTablesTest.describe(outcome))
                .isEqualTo(taken);
    }

    @Test
    void whatIsNotOursIsAContradiction() {
        provider.answers(200, sample("toss-confirm-response-card-done"));

        for (PaymentRef other : List.of(
                payment("ord-20261104-000118", KEY, 39_000),
                payment("ord-20261104-000117", "another", 39_000),
                payment("ord-20261104-000117", KEY, 39_001),
                new PaymentRef(PAYMENT.orderId(), KEY, new Money(39_000, "USD")))) {
            assertThat(TossErrorTablesTest.describe(gateway.lookup(other))).isEqualTo("contradiction");
        }
    }

    @Test
    void whatHasNoPaymentKeyIsLookedUpByItsOrder() {
        provider.answers(200, sample("toss-confirm-response-card-done"));

        found(new PaymentRef(PAYMENT.orderId(), null, PAYMENT.money()));
        found(PAYMENT);

        assertThat(provider.received())
                .map(line -> line.split(" ")[1])
                .containsExactly("/v1/payments/orders/ord-20261104-000117", "/v1/payments/" + KEY);
    }

    @Test
    void aKeyCannotLeadToAnotherAddress() {
        provider.answers(404, "{\"code\":\"NOT_FOUND_PAYMENT\"}");

        gateway.lookup(payment("ord-20261104-000117", "a/../b?c=d e", 39_000));

        assertThat(provider.received().getFirst()).startsWith("GET /v1/payments/a%2F..%2Fb%3Fc%3Dd%20e ");
    }

    @Test
    void ourCancelsAreKnownByTheEndOfTheirReason() {
        provider.answers(200, BODY.formatted("\"status\":\"PARTIAL_CANCELED\"," + APPROVED + """
                ,"balanceAmount":20000,"cancels":[
                {"cancelAmount":9000,"cancelReason":"Changed (cancel 16) my mind (cancel 17)","cancelStatus":"DONE","canceledAt":"2026-11-05T09:30:12+09:00"},
                {"cancelAmount":10000,"cancelReason":"by hand (cancel 18) ","cancelStatus":"DONE","canceledAt":"2026-11-05T09:31:12+09:00"}]"""));

        assertThat(found(PAYMENT).cancels())
                .containsExactly(
                        new ProviderCancel("17", 9_000, CancelStatus.SUCCEEDED, Instant.parse("2026-11-05T00:30:12Z")),
                        new ProviderCancel(
                                null, 10_000, CancelStatus.SUCCEEDED, Instant.parse("2026-11-05T00:31:12Z")));
    }

    @Test
    void aFailedPaymentSaysWhy() {
        provider.answers(200, sample("toss-payment-aborted"));

        assertThat(found(payment("ord-20261104-000121", "simpg20261104103210aB121", 39_000))
                        .failure())
                .isEqualTo(new Failure("REJECT_CARD_PAYMENT", "Sample text: limit exceeded or balance too low."));
    }

    @Test
    void aVirtualAccountWaitsForItsDepositAndOfTheSecretOnlyAHashIsKept() {
        PaymentRef payment = payment("ord-20261104-000118", "simpg20261104101830vA118", 58_000);
        provider.answers(200, sample("toss-confirm-response-virtual-account-waiting"));

        assertThat(gateway.confirm(payment, "confirm-1", gateway.confirmBody(payment)))
                .isEqualTo(new WaitingForDeposit(
                        Instant.parse("2026-11-11T14:59:59Z"), DepositSecret.hash("ps_sim_000000000000000000000118")));
        assertThat(DepositSecret.hash("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(found(payment).depositDueAt()).isEqualTo(Instant.parse("2026-11-11T14:59:59Z"));
    }

    @Test
    void aSampleApprovalIsOne() {
        provider.answers(200, sample("toss-confirm-response-card-done"));

        assertThat(gateway.confirm(PAYMENT, "confirm-1", gateway.confirmBody(PAYMENT)))
                .isEqualTo(new Approved(Instant.parse("2026-11-04T01:15:41Z")));
    }

    @Test
    void aCancelIsSentOnceWithItsReferenceAndTheLock() {
        provider.answers(403, "{\"code\":\"EXCEED_MAX_REFUND_DUE\",\"message\":\"no\"}");

        CancelOutcome outcome = gateway.cancel(CANCEL, "cancel-17", gateway.cancelBody(CANCEL));

        assertThat(outcome).isEqualTo(new CancelOutcome.Declined("EXCEED_MAX_REFUND_DUE", "no"));
        assertThat(provider.received())
                .containsExactly(
                        "POST /v1/payments/" + KEY + "/cancel cancel-17 Basic dGVzdF9za19hYmM6"
                                + " {\"cancelReason\":\"Out of stock (cancel 17)\",\"cancelAmount\":9000,\"refundableAmount\":39000}");
    }

    @Test
    void aTransferIsGivenBackToTheAccountThatTheBuyerNames() {
        var account = new RefundAccount("20", "10020003000117", "Kim Simul");
        var cancel = new CancelRef(PAYMENT, "17", 39_000, 39_000, "x".repeat(300), account);

        assertThat(gateway.cancelBody(cancel))
                .contains(
                        "\"refundReceiveAccount\":{\"bank\":\"20\",\"accountNumber\":\"10020003000117\",\"holderName\":\"Kim Simul\"}")
                .contains("\"cancelReason\":\"" + "x".repeat(150) + " (cancel 17)\"");
        assertThat(account.toString()).doesNotContain("10020003000117");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"cancelAmount":9000,"cancelReason":"Out of stock (cancel 17)","cancelStatus":"DONE","canceledAt":"2026-11-05T09:30:12+09:00"} | 30000 | canceled
                    {"cancelAmount":9000,"cancelReason":"Out of stock (cancel 17)","cancelStatus":"IN_PROGRESS"} | 30000 | requested
                    {"cancelAmount":9000,"cancelReason":"Out of stock (cancel 17)","cancelStatus":"ABORTED"} | 39000 | declined
                    {"cancelAmount":9000,"cancelReason":"Out of stock (cancel 17)","cancelStatus":"ABORTED"},{"cancelAmount":9000,"cancelReason":"Out of stock (cancel 17)","cancelStatus":"DONE","canceledAt":"2026-11-05T09:30:12+09:00"} | 30000 | canceled
                    {"cancelAmount":9000,"cancelReason":"Out of stock (cancel 17)","cancelStatus":"DONE","canceledAt":"2026-11-05T09:30:12+09:00"},{"cancelAmount":9000,"cancelReason":"Out of stock (cancel 17)","cancelStatus":"DONE","canceledAt":"2026-11-05T09:30:12+09:00"} | 21000 | unknown NEW_KEY
                    {"cancelAmount":9000,"cancelReason":"Out of stock (cancel 17)","cancelStatus":"DONE"} | 30000 | unknown NEW_KEY
                    {"cancelAmount":8999,"cancelReason":"Out of stock (cancel 17)","cancelStatus":"DONE","canceledAt":"2026-11-05T09:30:12+09:00"} | 30001 | unknown NEW_KEY
                    {"cancelAmount":9000,"cancelReason":"Out of stock (cancel 16)","cancelStatus":"DONE","canceledAt":"2026-11-05T09:30:12+09:00"} | 30000 | unknown NEW_KEY
                    {"cancelAmount":9000,"cancelReason":"Out of stock (cancel 17)","cancelStatus":"DONE","canceledAt":"2026-11-05T09:30:12+09:00"} | 39000 | unknown NEW_KEY
                    `` | 39000 | unknown NEW_KEY
                    """)
    void onlyOurOwnCancelInTheAnswerIsASuccess(String cancels, long balance, String outcome) {
        provider.answers(
                200,
                BODY.formatted("\"status\":\"PARTIAL_CANCELED\"," + APPROVED + ",\"balanceAmount\":" + balance
                        + ",\"cancels\":[" + cancels + "]"));

        assertThat(TossErrorTablesTest.describe(gateway.cancel(CANCEL, "cancel-17", gateway.cancelBody(CANCEL))))
                .isEqualTo(outcome);
    }

    @Test
    void anAnswerForAnotherPaymentIsNoCancelOfOurs() {
        provider.answers(200, sample("toss-payment-partial-canceled").replace("000117", "000999"));

        assertThat(gateway.cancel(CANCEL, "cancel-17", gateway.cancelBody(CANCEL)))
                .isInstanceOfSatisfying(
                        CancelOutcome.Unknown.class,
                        unknown -> assertThat(unknown.code()).isEqualTo("CONTRADICTION"));
    }

    @Test
    void movementsAreListedAndWhatMovedNothingIsNot() {
        provider.answers(200, sample("toss-transactions-response"));

        var listed = gateway.transactions(Instant.parse("2026-11-04T00:00:00Z"), Instant.parse("2026-11-05T00:30:12Z"));

        assertThat(listed)
                .containsExactly(new ProviderTransaction(
                        "ord-20261104-000117",
                        KEY,
                        ProviderTransaction.Kind.CAPTURE,
                        39_000,
                        "KRW",
                        Instant.parse("2026-11-04T01:15:41Z")));
        assertThat(provider.received().getFirst())
                .startsWith(
                        "GET /v1/transactions?startDate=2026-11-04T09:00:00&endDate=2026-11-05T09:30:13&limit=500 ");
        var later = gateway.transactions(Instant.parse("2026-11-05T00:00:00Z"), Instant.parse("2026-11-06T00:00:00Z"));
        assertThat(later).extracting(ProviderTransaction::kind).containsExactly(ProviderTransaction.Kind.CANCEL);
        assertThat(later).extracting(ProviderTransaction::amount).containsExactly(9_000L);
    }

    @Test
    void aLongListIsReadPageByPage() {
        provider.answers(200, rows(0, TossTransactions.PAGE)).answers(200, rows(TossTransactions.PAGE, 3));

        var listed = gateway.transactions(Instant.parse("2026-11-04T00:00:00Z"), Instant.parse("2026-11-05T00:00:00Z"));

        assertThat(listed).hasSize(TossTransactions.PAGE + 3);
        assertThat(provider.received()).hasSize(2);
        assertThat(provider.received().getLast()).contains("&startingAfter=tx-499 ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    429 | {"code":"TOO_MANY_REQUESTS"}
                    200 | {}
                    200 | [null]
                    200 | [{"transactionKey":"t","status":"SOMETHING_NEW","amount":1}]
                    200 | [{"transactionKey":"t","status":"DONE","orderId":"ord-1","amount":1,"currency":"KRW"}]
                    502 | <html>
                    """)
    void aListThatCannotBeHadWholeIsNone(int status, String body) {
        provider.answers(status, body);

        assertThatThrownBy(() -> gateway.transactions(Instant.EPOCH, Instant.now()))
                .isInstanceOf(ProviderListException.class);
    }

    private static String rows(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(n -> """
                        {"transactionKey":"tx-%d","paymentKey":"p-%d","orderId":"ord-%06d","status":"DONE","transactionAt":"2026-11-04T10:15:41+09:00","currency":"KRW","amount":%d}""".formatted(n, n, n, n + 1))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private ProviderPayment found(PaymentRef payment) {
        var outcome = gateway.lookup(payment);
        assertThat(outcome).isInstanceOf(Found.class);
        return ((Found) outcome).payment();
    }

    private static PaymentRef payment(String order, String key, long amount) {
        return new PaymentRef(new OrderId(order), key, Money.krw(amount));
    }
}
