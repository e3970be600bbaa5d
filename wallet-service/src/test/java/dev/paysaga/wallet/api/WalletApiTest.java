package dev.paysaga.wallet.api;

import static dev.paysaga.testing.PaymentTopic.approved;
import static dev.paysaga.testing.PaymentTopic.canceled;
import static dev.paysaga.testing.PaymentTopic.newEventId;
import static dev.paysaga.testing.PaymentTopic.newOrder;
import static dev.paysaga.testing.PaymentTopic.publish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.testing.PaymentTopic.Line;
import dev.paysaga.testing.TestMysql;
import dev.paysaga.wallet.WalletServiceTest;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.json.JsonCompareMode;

class WalletApiTest extends WalletServiceTest {

    private final String seller = "seller-" + newEventId().substring(0, 8);

    @Test
    void aWalletHasItsBalance() {
        take(approved(newOrder(), new Line(seller, 39_000), new Line(seller, 500)));

        http().get()
                .uri("/v1/wallets/{seller}", seller)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                        {"sellerId": "%s", "balance": 39500, "owed": 0, "currency": "KRW"}
                        """.formatted(seller), JsonCompareMode.STRICT);
    }

    /** What a seller has been paid out is gone when a buyer gets money back: the wallet then says what is owed. */
    @Test
    void aWalletBelowZeroSaysWhatIsOwed() {
        PaymentApproved payment = approved(newOrder(), new Line(seller, 39_000));
        take(payment);
        new JdbcTemplate(TestMysql.root()).update("UPDATE wallet.wallet SET balance = 0 WHERE seller_id = ?", seller);
        publish(canceled(payment, 6_000), 2);
        eventually("the cancel is debited").until(() -> balanceOf(seller), balance -> balance == -6_000);

        http().get()
                .uri("/v1/wallets/{seller}", seller)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                        {"sellerId": "%s", "balance": -6000, "owed": 6000, "currency": "KRW"}
                        """.formatted(seller), JsonCompareMode.STRICT);
    }

    @Test
    void aDebitIsShownWithItsCancel() {
        PaymentApproved payment = approved(newOrder(), new Line(seller, 39_000));
        PaymentCanceled cancel = canceled(payment, 6_000);
        take(payment);
        publish(cancel, 2);
        eventually("the cancel is debited").until(() -> balanceOf(seller), balance -> balance == 33_000);

        http().get()
                .uri("/v1/wallets/{seller}/transactions", seller)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[0].kind")
                .isEqualTo("DEBIT")
                .jsonPath("$[0].cancellationId")
                .isEqualTo(cancel.cancellationId())
                .jsonPath("$[0].amount")
                .isEqualTo(6000)
                .jsonPath("$[1].kind")
                .isEqualTo("CREDIT")
                .jsonPath("$[1].cancellationId")
                .doesNotExist();
    }

    @Test
    void aSellerWithTwoCurrenciesIsAskedForOneOfThem() {
        take(approved(newOrder(), new Line(seller, 39_000)));
        take(approved(newOrder(), "USD", new Line(seller, 1_250)));

        http().get()
                .uri("/v1/wallets/{seller}", seller)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:paysaga:problem:currency-required")
                .jsonPath("$.errors[0].message")
                .isEqualTo("Name one of KRW, USD.");
        http().get()
                .uri("/v1/wallets/{seller}?currency=USD", seller)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.balance")
                .isEqualTo(1250);
    }

    @Test
    void transactionsComeNewestFirstWithAllTheyHave() {
        PaymentApproved older = approved(newOrder(), new Line(seller, 39_000));
        PaymentApproved newer = approved(newOrder(), new Line(seller, 500));
        take(older);
        take(newer);
        List<Transaction> found = transactions("");

        assertThat(found)
                .extracting(Transaction::orderId)
                .containsExactly(newer.orderId().value(), older.orderId().value());
        http().get()
                .uri("/v1/wallets/{seller}/transactions?limit=1", seller)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json(
                        """
                        [{"id": %d, "orderId": "%s", "paymentOrderId": %d, "kind": "CREDIT",
                          "amount": 500, "currency": "KRW", "createdAt": "%s"}]
                        """.formatted(
                                        found.getFirst().id(),
                                        newer.orderId(),
                                        newer.paymentOrders().getFirst().paymentOrderId(),
                                        CREATED_AT),
                        JsonCompareMode.STRICT);
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepeat() {
        take(approved(newOrder(), new Line(seller, 1), new Line(seller, 2), new Line(seller, 3)));
        take(approved(newOrder(), new Line(seller, 4), new Line(seller, 5)));

        List<Transaction> first = transactions("?limit=2");
        List<Transaction> second =
                transactions("?limit=2&before=" + first.getLast().id());
        List<Transaction> third =
                transactions("?limit=2&before=" + second.getLast().id());
        List<Transaction> fourth =
                transactions("?limit=2&before=" + third.getLast().id());

        assertThat(first).extracting(Transaction::amount).containsExactly(5L, 4L);
        assertThat(second).extracting(Transaction::amount).containsExactly(3L, 2L);
        assertThat(third).extracting(Transaction::amount).containsExactly(1L);
        assertThat(fourth).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seller-who-never-sold", "보리", "a:b"})
    void aSellerWhoHasNeverSoldHasNoWallet(String unknown) {
        for (String path : List.of("/v1/wallets/{seller}", "/v1/wallets/{seller}/transactions")) {
            http().get()
                    .uri(path, unknown)
                    .exchange()
                    .expectStatus()
                    .isNotFound()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectBody()
                    .jsonPath("$.type")
                    .isEqualTo("urn:paysaga:problem:wallet-not-found");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "limit=0, limit",
        "limit=501, limit",
        "limit=-1, limit",
        "limit=ten, limit",
        "limit=1.5, limit",
        "before=0, before",
        "before=x, before",
        "before=9223372036854775808, before",
    })
    void aPageIsAskedForInBounds(String query, String field) {
        http().get()
                .uri("/v1/wallets/" + seller + "/transactions?" + query)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:paysaga:problem:invalid-request")
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "/v1/wallets/seller-bori, 401",
        "/v1/wallets/seller-bori/transactions, 401",
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
                .jsonPath("$.paths['/v1/wallets/{sellerId}'].get")
                .exists()
                .jsonPath("$.paths['/v1/wallets/{sellerId}/transactions'].get")
                .exists();
    }

    private List<Transaction> transactions(String query) {
        return Objects.requireNonNull(http().get()
                .uri("/v1/wallets/" + seller + "/transactions" + query)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<List<Transaction>>() {})
                .returnResult()
                .getResponseBody());
    }

    private void take(PaymentApproved payment) {
        publish(payment, 1);
        eventually("the payment is credited")
                .until(
                        () -> credited(payment.orderId()).size(),
                        count -> count == payment.paymentOrders().size());
    }

    private record Transaction(long id, String orderId, long amount) {}
}
