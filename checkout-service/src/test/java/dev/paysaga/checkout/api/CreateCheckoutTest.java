package dev.paysaga.checkout.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.checkout.RunningService;
import dev.paysaga.checkout.Shop;
import dev.paysaga.checkout.Shop.Answer;
import dev.paysaga.testing.TestMysql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CreateCheckoutTest extends RunningService {

    @Test
    void theProductsHaveSellersAndPrices() {
        JsonNode products = shop().get("/v1/products", Map.of()).json();

        assertThat(products).hasSizeBetween(6, 8);
        assertThat(products.valueStream()
                        .map(product -> product.path("sellerId").asString()))
                .contains("seller-bori", "seller-dalbit", "seller-onsaemiro");
        assertThat(products.valueStream()
                        .filter(product -> product.path("productId").asString().equals("drip-set")))
                .singleElement()
                .hasToString(
                        "{\"productId\":\"drip-set\",\"name\":\"Hand drip set\",\"sellerId\":\"seller-bori\",\"price\":39000,\"currency\":\"KRW\"}");
    }

    @Test
    void aCheckoutIsPricedByUsAndAnnounced() {
        Answer answer = shop().create(Shop.newKey(), Shop.TWO_SELLERS);

        assertThat(answer.status()).isEqualTo(201);
        String orderId = answer.text("orderId");
        assertThat(orderId).matches("ord_[A-Za-z0-9]{22}");
        assertThat(answer.header("Location")).isEqualTo("/v1/checkouts/" + orderId);
        assertThat(answer.header("Idempotency-Replayed")).isEmpty();
        assertThat(answer.text("status")).isEqualTo("PREPAY");
        assertThat(answer.text("orderName")).isEqualTo("Hand drip set and 1 more");
        assertThat(answer.json().path("amount").longValue()).isEqualTo(51_000);
        assertThat(answer.text("currency")).isEqualTo("KRW");
        assertThat(answer.json().path("lines"))
                .hasToString(
                        "[{\"productId\":\"drip-set\",\"sellerId\":\"seller-bori\",\"quantity\":1,\"amount\":39000},"
                                + "{\"productId\":\"barley-tea\",\"sellerId\":\"seller-dalbit\",\"quantity\":2,\"amount\":12000}]");
        assertThat(Duration.between(Instant.now(), Instant.parse(answer.text("expiresAt"))))
                .isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30));
        assertThat(answer.text("paymentPage")).endsWith("/checkout/" + orderId);
        assertThat(answer.text("csrfToken")).matches("[A-Za-z0-9_-]{43}");
        assertAnnounced(orderId);
    }

    private static void assertAnnounced(String orderId) {
        var outbox = SCHEMA.queryForMap("SELECT * FROM outbox WHERE aggregateid = ?", orderId);
        assertThat(outbox)
                .containsEntry("aggregatetype", "checkout")
                .containsEntry("type", "paysaga.checkout.created.v1")
                .containsEntry("sequence", "1")
                .containsEntry("source", "/paysaga/checkout-service");
        JsonNode event = Shop.JSON.readTree(String.valueOf(outbox.get("payload")));
        assertThat(event.path("orderId").asString()).isEqualTo(orderId);
        assertThat(event.path("buyerId").asString()).isEqualTo("buyer-1");
        assertThat(event.path("psp").asString()).isEqualTo("TOSS");
        assertThat(event.path("amount").longValue()).isEqualTo(51_000);
        assertThat(event.path("lines")).hasSize(2);
    }

    @Test
    void whatIsReadLaterIsWhatWasAnswered() {
        Answer created = shop().create(Shop.newKey(), Shop.TWO_SELLERS);

        Answer read = shop().show(created.text("orderId"));

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json().has("csrfToken")).isFalse();
        assertThat(read.json().path("payment").isNull()).isTrue();
        assertThat(read.json().has("failure")).isFalse();
        for (String field : Set.of("orderId", "status", "orderName", "amount", "lines", "expiresAt", "paymentPage")) {
            assertThat(read.json().path(field))
                    .as(field)
                    .isEqualTo(created.json().path(field));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOSS", "PORTONE"})
    void theBuyerChoosesTheProvider(String psp) {
        Answer answer = shop().create(
                        Shop.newKey(),
                        Shop.TWO_SELLERS.replace("{\"buyerId\"", "{\"psp\": \"" + psp + "\", \"buyerId\""));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("psp")).isEqualTo(psp);
        assertThat(SCHEMA.queryForObject(
                        "SELECT payload FROM outbox WHERE aggregateid = ?", String.class, answer.text("orderId")))
                .contains("\"psp\":\"" + psp + "\"");
    }

    @Test
    void theTokenIsStoredNowhere() {
        Answer created = shop().create(Shop.newKey(), Shop.TWO_SELLERS);

        assertThat(SchemaDump.of(SCHEMA)).doesNotContain(created.text("csrfToken"));
    }

    @Test
    void theClientsPricesAndUnknownFieldsAreIgnored() {
        Answer answer = shop().create(Shop.newKey(), """
                {"buyerId": "구매자-1", "amount": 1, "discount": {"all": true}, "psp": "TOSS",
                 "lines": [{"productId": "drip-set", "quantity": 2, "price": 1, "sellerId": "seller-me"}]}""");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("amount").longValue()).isEqualTo(78_000);
        assertThat(answer.text("orderName")).isEqualTo("Hand drip set");
        assertThat(answer.json().path("lines").path(0).path("sellerId").asString())
                .isEqualTo("seller-bori");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\"%s\"", "  %s  "})
    void aRepeatedKeyGetsTheSameAnswer(String spelling) {
        String key = Shop.newKey();
        Answer first = shop().create(key, Shop.TWO_SELLERS);

        Answer again = shop().create(
                        spelling.formatted(key),
                        "{ \"psp\":\"TOSS\", \"lines\":[{\"quantity\":1,\"productId\":\"drip-set\"},"
                                + "{\"productId\":\"barley-tea\",\"quantity\":2}],\"buyerId\":\"buyer-1\",\"new\":0}");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(count("outbox", "aggregateid = ?", first.text("orderId"))).isEqualTo(1);
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        String key = Shop.newKey();
        Answer first = shop().create(key, Shop.TWO_SELLERS);

        Answer other = shop().create(key, Shop.TWO_SELLERS.replace("\"quantity\": 2", "\"quantity\": 3"));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("type")).isEqualTo("urn:paysaga:problem:idempotency-key-reused");
        assertThat(shop().create(key, Shop.TWO_SELLERS).body()).isEqualTo(first.body());
    }

    @Test
    void aRequestThatIsStillRunningIsNotWaitedFor() throws SQLException {
        String key = Shop.newKey();
        try (Connection running = TestMysql.as("checkout_owner", "checkout").getConnection()) {
            running.setAutoCommit(false);
            try (var insert = running.prepareStatement(
                    "INSERT INTO idempotency_key"
                            + " (idempotency_key, request_hash, status_code, response_body) VALUES (?, REPEAT('x', 32), 201, '')")) {
                insert.setString(1, key);
                insert.execute();
            }

            Answer meanwhile = shop().create(key, Shop.TWO_SELLERS);

            assertThat(meanwhile.status()).isEqualTo(409);
            assertThat(meanwhile.text("type")).isEqualTo("urn:paysaga:problem:request-in-progress");
            assertThat(meanwhile.header("Retry-After")).isEqualTo("1");
            running.rollback();
        }
        assertThat(shop().create(key, Shop.TWO_SELLERS).status()).isEqualTo(201);
    }

    @Test
    void fiftyAtOnceWithOneKeyAreOneCheckout() throws InterruptedException, ExecutionException {
        String key = Shop.newKey();
        int before = count("checkout", "TRUE");
        var calls = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < 50; i++) {
            calls.add(() -> shop().create(key, Shop.TWO_SELLERS));
        }
        var answers = new ArrayList<Answer>();
        try (var buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : buyers.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 409);
        var created = answers.stream()
                .filter(answer -> answer.status() == 201)
                .map(Answer::body)
                .collect(Collectors.toSet());
        assertThat(created).hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .filter(answer -> answer.header("Idempotency-Replayed").isEmpty()))
                .hasSize(1);
        assertThat(count("checkout", "TRUE")).isEqualTo(before + 1);
        assertThat(shop().create(key, Shop.TWO_SELLERS).body())
                .isEqualTo(created.iterator().next());
    }
}
