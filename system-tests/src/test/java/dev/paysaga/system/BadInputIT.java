package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.system.Buyer.Order;
import dev.paysaga.system.Http.Answer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What must not be accepted is refused with a problem that says what is wrong, and the four schemas stay as they were. */
class BadInputIT extends RunningSuite {

    private static final String GOOD =
            "{\"buyerId\":\"buyer-1\",\"lines\":[{\"productId\":\"drip-set\",\"quantity\":1}]}";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    unknown product          | {"buyerId":"b-1","lines":[{"productId":"nothing","quantity":1}]}  | 400 | lines[0].productId
                    quantity 0               | {"buyerId":"b-1","lines":[{"productId":"drip-set","quantity":0}]} | 400 | lines[0].quantity
                    negative quantity        | {"buyerId":"b-1","lines":[{"productId":"drip-set","quantity":-1}]} | 400 | lines[0].quantity
                    fractional quantity      | {"buyerId":"b-1","lines":[{"productId":"drip-set","quantity":1.5}]} | 400 | lines[0].quantity
                    huge quantity            | {"buyerId":"b-1","lines":[{"productId":"drip-set","quantity":99999999999999999999}]} | 400 | lines[0].quantity
                    large quantity           | {"buyerId":"b-1","lines":[{"productId":"drip-set","quantity":2147483647}]} | 400 | lines[0].quantity
                    quantity as text         | {"buyerId":"b-1","lines":[{"productId":"drip-set","quantity":"1"}]} | 400 | lines[0].quantity
                    no quantity              | {"buyerId":"b-1","lines":[{"productId":"drip-set"}]} | 400 | lines[0].quantity
                    empty lines              | {"buyerId":"b-1","lines":[]} | 400 | lines
                    no lines                 | {"buyerId":"b-1"} | 400 | lines
                    no buyer                 | {"lines":[{"productId":"drip-set","quantity":1}]} | 400 | buyerId
                    an unknown provider      | {"buyerId":"b-1","psp":"MATTRESS","lines":[{"productId":"drip-set","quantity":1}]} | 400 | psp
                    invalid JSON             | {"buyerId": | 400 | -
                    not JSON at all          | buyerId=b-1 | 400 | -
                    a key twice              | {"buyerId":"b-1","buyerId":"b-2","lines":[{"productId":"drip-set","quantity":1}]} | 400 | -
                    something after the end  | {"buyerId":"b-1","lines":[{"productId":"drip-set","quantity":1}]} {} | 400 | -
                    """)
    void aCheckoutIsRefused(String what, String body, int status, String field) throws Exception {
        String before = dump();

        Answer answer = post(
                "/v1/checkouts", Map.of("Idempotency-Key", UUID.randomUUID().toString()), body);

        refused(answer, status, field);
        assertThat(dump()).as("the four schemas after %s", what).isEqualTo(before);
    }

    @ParameterizedTest(name = "Idempotency-Key: {0}")
    @CsvSource(value = {"short", "with a space in it"})
    void aMalformedIdempotencyKeyIsRefused(String key) throws Exception {
        String before = dump();

        refused(post("/v1/checkouts", Map.of("Idempotency-Key", key), GOOD), 400, "Idempotency-Key");

        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void aMissingIdempotencyKeyIsRefused() throws Exception {
        String before = dump();

        refused(post("/v1/checkouts", Map.of(), GOOD), 400, "Idempotency-Key");

        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void theSameKeyForAnotherBodyIsRefused() throws Exception {
        String key = UUID.randomUUID().toString();
        assertThat(post("/v1/checkouts", Map.of("Idempotency-Key", key), GOOD).status())
                .isEqualTo(201);
        books.balance(AFTER_FAULTS);
        String before = dump();

        refused(post("/v1/checkouts", Map.of("Idempotency-Key", key), GOOD.replace(":1}", ":2}")), 422, "-");

        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void twoMegabytesAreRefused() throws Exception {
        String before = dump();
        String body = GOOD.replace("buyer-1", "b".repeat(2 * 1024 * 1024));

        refused(
                post(
                        "/v1/checkouts",
                        Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                        body),
                413,
                "-");

        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void anotherContentTypeIsRefused() throws Exception {
        String before = dump();
        var headers = Map.of("Idempotency-Key", UUID.randomUUID().toString(), "Content-Type", "text/plain");

        refused(post("/v1/checkouts", headers, GOOD), 415, "-");

        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void aConfirmThatDoesNotBelongIsRefused() throws Exception {
        Order order = buyer.checksOut("rice-puffs").pays();
        books.balance(AFTER_FAULTS);
        String before = dump();
        String path = "/v1/checkouts/" + order.id() + "/confirm";
        String good = "{\"paymentKey\":\"" + order.paymentKey() + "\",\"amount\":" + order.amount() + "}";
        Map<String, String> token = Map.of("X-CSRF-Token", order.csrfToken());

        refused(post(path, Map.of(), good), 403, "-");
        refused(post(path, Map.of("X-CSRF-Token", order.csrfToken() + "x"), good), 403, "-");
        refused(post(path, token, good.replace("}", "0}")), 400, "amount");
        refused(post(path, token, "{\"amount\":" + order.amount() + "}"), 400, "paymentKey");
        refused(post(path, token, "{\"paymentKey\":\"k\"}"), 400, "amount");
        refused(post("/v1/checkouts/ord_nobody_has_this/confirm", token, good), 404, "-");
        refused(http.get(suite.url("checkout") + "/v1/checkouts/ord_nobody_has_this", Map.of()), 404, "-");

        assertThat(dump()).isEqualTo(before);
        assertThat(order.truth().path("requests")).isEmpty();
    }

    @Test
    void aFailedCheckoutIsNotPaidWithAnotherPayment() throws Exception {
        Order order = buyer.checksOut("rice-puffs").pays().providerWill("confirm", "F02");
        assertThat(order.confirms().path("status").asString()).isEqualTo("FAIL");
        books.balance(AFTER_FAULTS);
        String before = dump();

        refused(order.pays().tryConfirm(order.amount()), 409, "-");

        assertThat(dump()).isEqualTo(before);
        assertThat(order.truth().path("captures").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "payment, /v1/payments/ord_123456",
        "payment, /v1/manual-cases",
        "payment, /actuator/prometheus",
        "ledger,  /v1/ledger/trial-balance",
        "ledger,  /v1/ledger/entries?orderId=ord_123456",
        "wallet,  /v1/wallets/seller-bori",
        "relay,   /actuator/prometheus",
        "checkout, /actuator/prometheus",
        "checkout, /v1/parked-messages"
    })
    void whoShowsNoTokenLearnsNothing(String service, String path) throws Exception {
        refused(http.get(suite.url(service) + path, Map.of()), 401, "-");
        refused(http.get(suite.url(service) + path, Map.of("Authorization", "Bearer guess")), 401, "-");
    }

    private Answer post(String path, Map<String, String> headers, String body) throws Exception {
        return http.postText(suite.url("checkout") + path, headers, body);
    }

    private static void refused(Answer answer, int status, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        JsonNode problem = answer.body();
        assertThat(problem.path("type").asString()).startsWith("urn:paysaga:problem:");
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank();
        if (!field.equals("-")) {
            assertThat(problem.path("errors")
                            .valueStream()
                            .map(error -> error.path("field").asString()))
                    .as(answer.text())
                    .contains(field);
        }
    }

    /** Every row of every table of the four schemas. */
    private String dump() {
        var rows = books.rows();
        var dump = new LinkedHashMap<String, List<String>>();
        var tables = rows.queryForList("SELECT table_schema AS s, table_name AS t"
                + " FROM information_schema.tables WHERE table_schema IN ('checkout', 'payment', 'ledger', 'wallet')"
                + " ORDER BY 1, 2");
        for (var table : tables) {
            String name = table.get("s") + "." + table.get("t");
            dump.put(
                    name,
                    rows.queryForList("SELECT * FROM " + name).stream()
                            .map(BadInputIT::text)
                            .sorted()
                            .toList());
        }
        return dump.toString();
    }

    private static String text(Map<String, @Nullable Object> row) {
        var text = new TreeMap<String, String>();
        row.forEach((column, value) -> text.put(
                column, value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value)));
        return text.toString();
    }
}
