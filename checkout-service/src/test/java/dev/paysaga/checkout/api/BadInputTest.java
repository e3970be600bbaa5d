package dev.paysaga.checkout.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.checkout.RunningService;
import dev.paysaga.checkout.Shop;
import dev.paysaga.checkout.Shop.Answer;
import dev.paysaga.checkout.Shop.Opened;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Each bad request gets a problem that names what is wrong, and leaves the schema as it was. */
class BadInputTest extends RunningService {

    private static final String GOOD_LINES = "[{\"productId\": \"drip-set\", \"quantity\": 1}]";
    private static final String USED_KEY = "test_used-key-of-bad-input";

    private Opened opened = new Opened("", "", 0);

    @BeforeEach
    void open() {
        opened = shop().open();
        shop().create(USED_KEY, Shop.TWO_SELLERS);
    }

    static Stream<Arguments> badCheckouts() {
        String good = body("\"b\"", GOOD_LINES);
        String key = "test_key-of-bad-input";
        return Stream.of(
                // what                     key     body            status  type  field
                bad("no key", null, good, 400, "invalid-request", "Idempotency-Key"),
                bad("empty key", "", good, 400, "invalid-request", "Idempotency-Key"),
                bad("short key", "1234567", good, 400, "invalid-request", "Idempotency-Key"),
                bad("short quoted key", "\"1234567\"", good, 400, "invalid-request", "Idempotency-Key"),
                bad("long key", "k".repeat(201), good, 400, "invalid-request", "Idempotency-Key"),
                bad("key with a space", "test key with spaces", good, 400, "invalid-request", "Idempotency-Key"),
                bad("key with a tab", "test\tkey-with-tab", good, 400, "invalid-request", "Idempotency-Key"),
                bad("used key, other body", USED_KEY, good, 422, "idempotency-key-reused", "Idempotency-Key"),
                bad(
                        "unknown product",
                        key,
                        body("\"b\"", line("\"no-such\"", "1")),
                        400,
                        "invalid-request",
                        "lines[0].productId"),
                bad(
                        "product in other case",
                        key,
                        body("\"b\"", line("\"Drip-Set\"", "1")),
                        400,
                        "invalid-request",
                        "lines[0].productId"),
                bad(
                        "product with a NUL",
                        key,
                        body("\"b\"", line("\"drip-set\\u0000\"", "1")),
                        400,
                        "invalid-request",
                        "lines[0].productId"),
                bad(
                        "product in Korean",
                        key,
                        body("\"b\"", line("\"보리차\"", "1")),
                        400,
                        "invalid-request",
                        "lines[0].productId"),
                bad("no product", key, body("\"b\"", line("null", "1")), 400, "invalid-request", "lines[0].productId"),
                bad(
                        "product is a number",
                        key,
                        body("\"b\"", line("[7]", "1")),
                        400,
                        "invalid-request",
                        "lines[0].productId"),
                bad(
                        "quantity 0",
                        key,
                        body("\"b\"", line("\"drip-set\"", "0")),
                        400,
                        "invalid-request",
                        "lines[0].quantity"),
                bad(
                        "quantity negative",
                        key,
                        body("\"b\"", line("\"drip-set\"", "-1")),
                        400,
                        "invalid-request",
                        "lines[0].quantity"),
                bad(
                        "quantity fractional",
                        key,
                        body("\"b\"", line("\"drip-set\"", "1.5")),
                        400,
                        "invalid-request",
                        "lines[0].quantity"),
                bad(
                        "quantity 1.0",
                        key,
                        body("\"b\"", line("\"drip-set\"", "1.0")),
                        400,
                        "invalid-request",
                        "lines[0].quantity"),
                bad(
                        "quantity 1000",
                        key,
                        body("\"b\"", line("\"drip-set\"", "1000")),
                        400,
                        "invalid-request",
                        "lines[0].quantity"),
                bad(
                        "quantity huge",
                        key,
                        body("\"b\"", line("\"drip-set\"", "9223372036854775807")),
                        400,
                        "invalid-request",
                        "lines[0].quantity"),
                bad(
                        "quantity beyond all",
                        key,
                        body("\"b\"", line("\"drip-set\"", "1" + "0".repeat(40))),
                        400,
                        "invalid-request",
                        "lines[0].quantity"),
                bad(
                        "quantity 1e9",
                        key,
                        body("\"b\"", line("\"drip-set\"", "1e9")),
                        400,
                        "invalid-request",
                        "lines[0].quantity"),
                bad(
                        "quantity is a text",
                        key,
                        body("\"b\"", line("\"drip-set\"", "\"1\"")),
                        400,
                        "invalid-request",
                        "lines[0].quantity"),
                bad(
                        "no quantity",
                        key,
                        body("\"b\"", "[{\"productId\": \"drip-set\"}]"),
                        400,
                        "invalid-request",
                        "lines[0].quantity"),
                bad("empty lines", key, body("\"b\"", "[]"), 400, "invalid-request", "lines"),
                bad("no lines", key, "{\"buyerId\": \"b\"}", 400, "invalid-request", "lines"),
                bad("51 lines", key, body("\"b\"", lines(51)), 400, "invalid-request", "lines"),
                bad("a line that is null", key, body("\"b\"", "[null]"), 400, "invalid-request", "lines[0]"),
                bad(
                        "the same product twice",
                        key,
                        body("\"b\"", GOOD_LINES.replace("]", ", {\"productId\": \"drip-set\", \"quantity\": 2}]")),
                        400,
                        "invalid-request",
                        "lines[1].productId"),
                bad("no buyer", key, "{\"lines\": " + GOOD_LINES + "}", 400, "invalid-request", "buyerId"),
                bad("empty buyer", key, body("\"\"", GOOD_LINES), 400, "invalid-request", "buyerId"),
                bad(
                        "buyer of 65",
                        key,
                        body("\"" + "b".repeat(65) + "\"", GOOD_LINES),
                        400,
                        "invalid-request",
                        "buyerId"),
                bad("buyer with a space", key, body("\"b 1\"", GOOD_LINES), 400, "invalid-request", "buyerId"),
                bad("buyer with a NUL", key, body("\"b\\u0000\"", GOOD_LINES), 400, "invalid-request", "buyerId"),
                bad("buyer with a line end", key, body("\"b\\n1\"", GOOD_LINES), 400, "invalid-request", "buyerId"),
                bad(
                        "buyer who reads backwards",
                        key,
                        body("\"b\\u202e1\"", GOOD_LINES),
                        400,
                        "invalid-request",
                        "buyerId"),
                bad(
                        "half a character as buyer",
                        key,
                        body("\"\\ud83d\"", GOOD_LINES),
                        400,
                        "invalid-request",
                        "buyerId"),
                bad("raw control character", key, body("\"b\u0001\"", GOOD_LINES), 400, "malformed-body", ""),
                bad(
                        "unknown provider",
                        key,
                        "{\"psp\": \"toss\", " + body("\"b\"", GOOD_LINES).substring(1),
                        400,
                        "invalid-request",
                        "psp"),
                bad("invalid JSON", key, "{\"buyerId\": \"b\", ", 400, "malformed-body", ""),
                bad("two objects", key, good + good, 400, "malformed-body", ""),
                bad("an array", key, "[" + good + "]", 400, "malformed-body", ""),
                bad("null", key, "null", 400, "malformed-body", ""),
                bad("nothing", key, "", 400, "malformed-body", ""),
                bad(
                        "a field twice",
                        key,
                        "{\"buyerId\": \"b\", \"buyerId\": \"c\", \"lines\": " + GOOD_LINES + "}",
                        400,
                        "malformed-body",
                        ""),
                bad(
                        "a field of a line twice",
                        key,
                        body("\"b\"", "[{\"productId\": \"drip-set\", \"quantity\": 1, \"quantity\": 2}]"),
                        400,
                        "malformed-body",
                        ""),
                bad("2 MB", key, body("\"" + "b".repeat(2_000_000) + "\"", GOOD_LINES), 413, "body-too-large", ""),
                bad("very deep", key, body("\"b\"", "[".repeat(2000) + "]".repeat(2000)), 400, "", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badCheckouts")
    void aBadCheckoutChangesNothing(
            String what, Map<String, String> headers, String body, int status, String type, String field) {
        String before = SchemaDump.of(SCHEMA);

        Answer answer = shop().post("/v1/checkouts", headers, body.getBytes(UTF_8));

        assertProblem(answer, status, type, field);
        assertThat(SchemaDump.of(SCHEMA)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("contentTypes")
    void onlyJsonIsTaken(String contentType) {
        String before = SchemaDump.of(SCHEMA);

        Answer answer = shop().post(
                        "/v1/checkouts",
                        Map.of("Idempotency-Key", Shop.newKey(), "Content-Type", contentType),
                        Shop.TWO_SELLERS.getBytes(UTF_8));

        assertProblem(answer, 415, "unsupported-media-type", "");
        assertThat(SchemaDump.of(SCHEMA)).isEqualTo(before);
    }

    static Stream<String> contentTypes() {
        return Stream.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=b",
                "application/xml");
    }

    static Stream<Arguments> badConfirms() {
        return Stream.of(
                // what               path        token    body                     status  type  field
                badConfirm("no token", "ORDER", null, confirm("\"k\"", "51000"), 403, "wrong-token", ""),
                badConfirm("empty token", "ORDER", "", confirm("\"k\"", "51000"), 403, "wrong-token", ""),
                badConfirm("wrong token", "ORDER", "A".repeat(43), confirm("\"k\"", "51000"), 403, "wrong-token", ""),
                badConfirm("token and more", "ORDER", "TOKEN=", confirm("\"k\"", "51000"), 403, "wrong-token", ""),
                badConfirm("wrong token, wrong amount", "ORDER", "no", confirm("\"k\"", "1"), 403, "wrong-token", ""),
                badConfirm("less", "ORDER", "TOKEN", confirm("\"k\"", "50999"), 400, "amount-mismatch", "amount"),
                badConfirm("more", "ORDER", "TOKEN", confirm("\"k\"", "51001"), 400, "amount-mismatch", "amount"),
                badConfirm("negative", "ORDER", "TOKEN", confirm("\"k\"", "-51000"), 400, "amount-mismatch", "amount"),
                badConfirm("0", "ORDER", "TOKEN", confirm("\"k\"", "0"), 400, "amount-mismatch", "amount"),
                badConfirm("fraction", "ORDER", "TOKEN", confirm("\"k\"", "51000.0"), 400, "invalid-request", "amount"),
                badConfirm("text", "ORDER", "TOKEN", confirm("\"k\"", "\"51000\""), 400, "invalid-request", "amount"),
                badConfirm(
                        "overflow",
                        "ORDER",
                        "TOKEN",
                        confirm("\"k\"", "18446744073709602616"),
                        400,
                        "invalid-request",
                        "amount"),
                badConfirm("no amount", "ORDER", "TOKEN", "{\"paymentKey\": \"k\"}", 400, "invalid-request", "amount"),
                badConfirm("no key", "ORDER", "TOKEN", "{\"amount\": 51000}", 400, "invalid-request", "paymentKey"),
                badConfirm(
                        "empty key", "ORDER", "TOKEN", confirm("\"\"", "51000"), 400, "invalid-request", "paymentKey"),
                badConfirm(
                        "key of 201",
                        "ORDER",
                        "TOKEN",
                        confirm("\"" + "k".repeat(201) + "\"", "51000"),
                        400,
                        "invalid-request",
                        "paymentKey"),
                badConfirm(
                        "key with a space",
                        "ORDER",
                        "TOKEN",
                        confirm("\"k k\"", "51000"),
                        400,
                        "invalid-request",
                        "paymentKey"),
                badConfirm(
                        "key with a NUL",
                        "ORDER",
                        "TOKEN",
                        confirm("\"k\\u0000\"", "51000"),
                        400,
                        "invalid-request",
                        "paymentKey"),
                badConfirm(
                        "key in Korean",
                        "ORDER",
                        "TOKEN",
                        confirm("\"키\"", "51000"),
                        400,
                        "invalid-request",
                        "paymentKey"),
                badConfirm(
                        "amount twice",
                        "ORDER",
                        "TOKEN",
                        "{\"paymentKey\": \"k\", \"amount\": 1, \"amount\": 51000}",
                        400,
                        "malformed-body",
                        ""),
                badConfirm("invalid JSON", "ORDER", "TOKEN", "{", 400, "malformed-body", ""),
                badConfirm(
                        "unknown order",
                        "ord_0000000000000000000000",
                        "TOKEN",
                        confirm("\"k\"", "51000"),
                        404,
                        "checkout-not-found",
                        ""),
                badConfirm("malformed order", "x", "TOKEN", confirm("\"k\"", "51000"), 404, "checkout-not-found", ""),
                badConfirm(
                        "order in Korean",
                        "%EC%A3%BC%EB%AC%B8%EB%B2%88%ED%98%B8",
                        "TOKEN",
                        confirm("\"k\"", "51000"),
                        404,
                        "checkout-not-found",
                        ""),
                badConfirm(
                        "2 MB",
                        "ORDER",
                        "TOKEN",
                        confirm("\"" + "k".repeat(2_000_000) + "\"", "51000"),
                        413,
                        "body-too-large",
                        ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badConfirms")
    void aBadConfirmChangesNothing(
            String what, String order, String token, String body, int status, String type, String field) {
        String before = SchemaDump.of(SCHEMA);
        var headers = new HashMap<String, String>();
        if (!token.equals("(none)")) {
            headers.put("X-CSRF-Token", token.replace("TOKEN", opened.token()));
        }

        Answer answer = shop().post(
                        "/v1/checkouts/" + order.replace("ORDER", opened.orderId()) + "/confirm",
                        headers,
                        body.getBytes(UTF_8));

        assertProblem(answer, status, type, field);
        assertThat(SchemaDump.of(SCHEMA)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("unknownOrders")
    void anUnknownOrderIsNotFound(String order) {
        assertProblem(shop().show(order), 404, "checkout-not-found", "");
    }

    static Stream<String> unknownOrders() {
        return Stream.of("ord_0000000000000000000000", "x", "a".repeat(65), "ord_%27%20OR%201%3D1");
    }

    @Test
    void anOrderIdIsToldApartByCase() {
        String other = opened.orderId()
                .chars()
                .map(c -> Character.isLowerCase(c) ? Character.toUpperCase(c) : Character.toLowerCase(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        assertProblem(shop().show(other), 404, "checkout-not-found", "");
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        Answer answer = shop().create("short", """
                {"buyerId": "", "psp": "CASH", "lines": [
                  {"productId": "drip-set", "quantity": 0}, {"quantity": 1}, null]}""");

        assertThat(fields(answer))
                .containsExactlyInAnyOrder(
                        "Idempotency-Key", "buyerId", "psp", "lines[0].quantity", "lines[1].productId", "lines[2]");
    }

    @Test
    void everyUnknownProductIsNamedAtOnce() {
        Answer answer = shop().create(
                        Shop.newKey(),
                        body(
                                "\"b\"",
                                "[{\"productId\": \"a\", \"quantity\": 1}, "
                                        + GOOD_LINES.substring(1, GOOD_LINES.length() - 1)
                                        + ", {\"productId\": \"c\", \"quantity\": 1}]"));

        assertThat(fields(answer)).containsExactly("lines[0].productId", "lines[2].productId");
    }

    private static void assertProblem(Answer answer, int status, String type, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("title").asString("")).isNotEmpty();
        assertThat(problem.path("detail").asString("")).isNotEmpty();
        assertThat(problem.path("type").asString()).startsWith("urn:paysaga:problem:" + type);
        if (!field.isEmpty()) {
            assertThat(fields(answer)).containsExactly(field);
        }
    }

    private static Stream<String> fields(Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString());
    }

    private static Arguments bad(
            String what, @Nullable String key, String body, int status, String type, String field) {
        return Arguments.of(what, key == null ? Map.of() : Map.of("Idempotency-Key", key), body, status, type, field);
    }

    private static Arguments badConfirm(
            String what, String order, @Nullable String token, String body, int status, String type, String field) {
        return Arguments.of(what, order, token == null ? "(none)" : token, body, status, type, field);
    }

    private static String body(String buyer, String lines) {
        return "{\"buyerId\": " + buyer + ", \"lines\": " + lines + "}";
    }

    private static String line(String product, String quantity) {
        return "[{\"productId\": " + product + ", \"quantity\": " + quantity + "}]";
    }

    private static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"productId\": \"p-" + i + "\", \"quantity\": 1}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String confirm(String paymentKey, String amount) {
        return "{\"paymentKey\": " + paymentKey + ", \"amount\": " + amount + "}";
    }
}
