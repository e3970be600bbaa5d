package dev.paysaga.ledger.api;

import static dev.paysaga.testing.PaymentTopic.approved;
import static dev.paysaga.testing.PaymentTopic.canceled;
import static dev.paysaga.testing.PaymentTopic.newEventId;
import static dev.paysaga.testing.PaymentTopic.newOrder;
import static dev.paysaga.testing.PaymentTopic.publish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.ledger.LedgerServiceTest;
import dev.paysaga.testing.PaymentTopic.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;

class LedgerApiTest extends LedgerServiceTest {

    /** As MySQL 8.0 explains it, and as 9 does. */
    private static final String[] FROM_THE_INDEX_ALONE = {"\"using_index\": true", "\"covering\": true"};

    private final String seller = "seller-" + newEventId().substring(0, 8);

    @Test
    void entriesOfAnOrder() {
        PaymentApproved payment = approved(newOrder(), new Line(seller, 39_000), new Line(seller + "-2", 12_000));
        take(payment);

        http().get()
                .uri("/v1/ledger/entries?orderId={order}", payment.orderId())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json(
                        """
                        [{"paymentOrderId": %d, "debitAccount": "psp-receivable:TOSS", "creditAccount": "seller-payable:%s",
                          "amount": 39000, "currency": "KRW", "kind": "PAYMENT", "recordedAt": "%s"},
                         {"paymentOrderId": %d, "debitAccount": "psp-receivable:TOSS", "creditAccount": "seller-payable:%s-2",
                          "amount": 12000, "currency": "KRW", "kind": "PAYMENT", "recordedAt": "%s"}]
                        """.formatted(
                                        payment.paymentOrders().getFirst().paymentOrderId(),
                                        seller,
                                        RECORDED_AT,
                                        payment.paymentOrders().getLast().paymentOrderId(),
                                        seller,
                                        RECORDED_AT),
                        JsonCompareMode.STRICT);
    }

    @Test
    void aCancelIsShownAsEntriesOfItsOwn() {
        PaymentApproved payment = approved(newOrder(), new Line(seller, 39_000), new Line(seller + "-2", 12_000));
        PaymentCanceled cancel = canceled(payment, 0, 6_000);
        take(payment);
        publish(cancel, 2);
        eventually("the cancel is booked").until(() -> booked(payment.orderId()).size(), count -> count == 3);

        http().get()
                .uri("/v1/ledger/entries?orderId={order}", payment.orderId())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[1].cancellationId")
                .doesNotExist()
                .jsonPath("$[2].kind")
                .isEqualTo("CANCEL")
                .jsonPath("$[2].cancellationId")
                .isEqualTo(cancel.cancellationId())
                .jsonPath("$[2].paymentOrderId")
                .isEqualTo(payment.paymentOrders().getLast().paymentOrderId())
                .jsonPath("$[2].debitAccount")
                .isEqualTo("seller-payable:" + seller + "-2")
                .jsonPath("$[2].creditAccount")
                .isEqualTo("psp-receivable:TOSS")
                .jsonPath("$[2].amount")
                .isEqualTo(6000);
        http().get()
                .uri("/v1/ledger/accounts/seller-payable:" + seller + "-2")
                .exchange()
                .expectBody()
                .json("""
                        {"account": "seller-payable:%s-2", "currency": "KRW", "debits": 6000, "credits": 12000, "balance": 6000}
                        """.formatted(seller), JsonCompareMode.STRICT);
    }

    @Test
    void anOrderWithoutEntriesHasNone() {
        http().get()
                .uri("/v1/ledger/entries?orderId={order}", newOrder())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("[]", JsonCompareMode.STRICT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?orderId=",
                "?orderId=short",
                "?orderId=with%20space",
                "?orderId=%EB%B3%B4%EB%A6%AC%EC%B0%A8"
            })
    void anOrderIdIsRequiredAndChecked(String query) {
        http().get()
                .uri("/v1/ledger/entries" + query)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:paysaga:problem:invalid-request")
                .jsonPath("$.errors[0].field")
                .isEqualTo("orderId");
    }

    @Test
    void anAccountHoldsWhatItsEntriesAddUpTo() {
        take(approved(newOrder(), new Line(seller, 39_000)));
        take(approved(newOrder(), new Line(seller, 1_000), new Line(seller, 500)));

        http().get()
                .uri("/v1/ledger/accounts/seller-payable:" + seller)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                        {"account": "seller-payable:%s", "currency": "KRW", "debits": 0, "credits": 40500, "balance": 40500}
                        """.formatted(seller), JsonCompareMode.STRICT);
    }

    @Test
    void anAccountInTwoCurrenciesIsAskedForOneOfThem() {
        take(approved(newOrder(), new Line(seller, 39_000)));
        take(approved(newOrder(), "USD", new Line(seller, 1_250)));

        http().get()
                .uri("/v1/ledger/accounts/seller-payable:" + seller)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:paysaga:problem:currency-required")
                .jsonPath("$.errors[0].message")
                .isEqualTo("Name one of KRW, USD.");
        http().get()
                .uri("/v1/ledger/accounts/{account}?currency=USD", "seller-payable:" + seller)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.balance")
                .isEqualTo(1250);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seller-payable:nobody", "psp-receivable:NOBODY", "cash", "seller-payable:보리", "a:b:c"})
    void anAccountWithoutEntriesIsNotThere(String account) {
        http().get()
                .uri("/v1/ledger/accounts/{account}", account)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:paysaga:problem:account-not-found");
    }

    @Test
    void theTrialBalanceHasBothSidesOfEveryCurrency() {
        // a currency of this test's own, so that the numbers are too
        take(approved(newOrder(), "JPY", new Line(seller, 700)));
        PaymentApproved payment = approved(newOrder(), "JPY", new Line(seller + "-2", 41));
        take(payment);
        publish(canceled(payment, 1), 2);
        eventually("the cancel is booked").until(() -> booked(payment.orderId()).size(), count -> count == 2);

        http().get()
                .uri("/v1/ledger/trial-balance")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[?(@.currency == 'JPY')].totalDebits")
                .isEqualTo(742)
                .jsonPath("$[?(@.currency == 'JPY')].totalCredits")
                .isEqualTo(742)
                .jsonPath("$[?(@.currency == 'JPY')].difference")
                .isEqualTo(0);
    }

    @Test
    void sumsAreReadFromIndexesAlone() {
        assertThat(plan("SELECT currency, SUM(amount) FROM ledger.ledger_entry GROUP BY debit_account, currency"))
                .contains("ledger_entry_debits")
                .containsAnyOf(FROM_THE_INDEX_ALONE);
        assertThat(plan("SELECT currency, SUM(amount) FROM ledger.ledger_entry"
                        + " WHERE credit_account = 'seller-payable:x' GROUP BY currency"))
                .contains("ledger_entry_credits")
                .containsAnyOf(FROM_THE_INDEX_ALONE);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "/v1/ledger/entries?orderId=ord_123456, 401",
        "/v1/ledger/accounts/psp-receivable:TOSS, 401",
        "/v1/ledger/trial-balance, 401",
        "/v1/parked-messages, 401",
        "/actuator/prometheus, 401",
        "/actuator/health/readiness, 200",
        "/actuator/health/liveness, 200",
        "/v3/api-docs, 200",
    })
    void withoutATokenOnlyHealthAndDocsAreOpen(String path, int status) {
        anonymous().get().uri(path).exchange().expectStatus().isEqualTo(status);
    }

    @Test
    void theDocsDescribeWhatIsOffered() {
        anonymous()
                .get()
                .uri("/v3/api-docs")
                .exchange()
                .expectBody()
                .jsonPath("$.paths['/v1/ledger/entries'].get.parameters[0].required")
                .isEqualTo(true)
                .jsonPath("$.paths['/v1/ledger/accounts/{account}'].get")
                .exists()
                .jsonPath("$.paths['/v1/ledger/trial-balance'].get")
                .exists();
    }

    private String plan(String query) {
        return String.valueOf(books.queryForObject("EXPLAIN FORMAT=JSON " + query, String.class));
    }

    private void take(PaymentApproved payment) {
        OrderId order = payment.orderId();
        publish(payment, 1);
        eventually("the payment is booked")
                .until(
                        () -> booked(order).size(),
                        count -> count == payment.paymentOrders().size());
    }
}
