package dev.paysaga.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest extends HttpTest {

    private static final String GOOD =
            "{\"buyerId\":\"b-1\",\"lines\":[{\"productId\":\"p\",\"quantity\":1,\"kind\":\"BOOK\"}]}";

    static Stream<Arguments> bodies() {
        return Stream.of(
                row("a fraction", line("\"quantity\":1.5"), "invalid-request", "lines[0].quantity"),
                row("an exponent", line("\"quantity\":1e2"), "invalid-request", "lines[0].quantity"),
                row("a string for a number", line("\"quantity\":\"1\""), "invalid-request", "lines[0].quantity"),
                row("an empty string for a number", line("\"quantity\":\"\""), "invalid-request", "lines[0].quantity"),
                row("true for a number", line("\"quantity\":true"), "invalid-request", "lines[0].quantity"),
                row("null for a number", line("\"quantity\":null"), "invalid-request", "lines[0].quantity"),
                row("no number", line("\"kind\":\"BOOK\""), "invalid-request", "lines[0].quantity"),
                row("too large a number", line("\"quantity\":2147483648"), "invalid-request", "lines[0].quantity"),
                row("a huge exponent", line("\"quantity\":1e400"), "invalid-request", "lines[0].quantity"),
                row("a number below the least", line("\"quantity\":0"), "invalid-request", "lines[0].quantity"),
                row("NaN", line("\"quantity\":NaN"), "malformed-body", ""),
                row("a number for an enum", line("\"quantity\":1,\"kind\":0"), "invalid-request", "lines[0].kind"),
                row("an unknown enum", line("\"quantity\":1,\"kind\":\"CAR\""), "invalid-request", "lines[0].kind"),
                row("a number for a string", GOOD.replace("\"b-1\"", "7"), "invalid-request", "buyerId"),
                row("true for a string", GOOD.replace("\"b-1\"", "true"), "invalid-request", "buyerId"),
                row("an object for a string", GOOD.replace("\"b-1\"", "{}"), "invalid-request", "buyerId"),
                row("a blank string", GOOD.replace("b-1", " "), "invalid-request", "buyerId"),
                row("no string", GOOD.replace("\"buyerId\":\"b-1\",", ""), "invalid-request", "buyerId"),
                row("an object for a list", "{\"buyerId\":\"b\",\"lines\":{}}", "invalid-request", "lines"),
                row("a field twice", "{\"buyerId\":\"a\",\"buyerId\":\"b\"}", "malformed-body", ""),
                row("something after the end", GOOD + "{}", "malformed-body", ""),
                row("half a body", "{\"buyerId\":", "malformed-body", ""),
                row("no JSON", "hello", "malformed-body", ""),
                row("a list", "[]", "malformed-body", ""),
                row("null", "null", "malformed-body", ""),
                row("nothing", "", "malformed-body", ""),
                row("1,100 levels", "[".repeat(1_100) + "]".repeat(1_100), "malformed-body", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void aBadBodyIsABadRequest(String what, String body, String type, String field) throws Exception {
        var answer = send(
                "POST",
                "/v1/orders",
                text(body),
                request -> request.header("Authorization", SERVICE)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "k"));

        ProblemAssert.assertProblem(answer, 400, type);
        if (field.isEmpty()) {
            assertThat(answer.body()).doesNotContain("\"errors\"");
        } else {
            assertThat(answer.body()).contains("\"errors\":[{\"field\":\"" + field + "\",\"message\":\"");
        }
        assertThat(answer.body()).as("says nothing of our classes").doesNotContain("dev.paysaga", "java.", "jackson");
    }

    /** Rather than a thread and a connection each for whoever sends a request and never ends it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/orders HTTP/1.1\r\nHost: a\r\n",
                "POST /v1/webhooks/raw HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\nabc"
            })
    void aRequestThatStopsHalfWayIsNotWaitedFor(String half) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(half.getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .doesNotContain(" 200 ");
        }
    }

    static Stream<Arguments> requests() {
        String large = "{\"buyerId\":\"" + "x".repeat(2 * 1024 * 1024 - 40) + "\"}";
        String overTheLimit = "{\"buyerId\":\"" + "x".repeat(66_000) + "\"}";
        return Stream.of(
                request("POST", "/v1/orders", "application/json", text(large), 413, "body-too-large"),
                request("POST", "/v1/orders", "application/json", chunked(large), 413, "body-too-large"),
                request("POST", "/v1/orders", "application/json", chunked(overTheLimit), 413, "body-too-large"),
                request("POST", "/v1/webhooks/raw", "text/plain", chunked(overTheLimit), 413, "body-too-large"),
                request("POST", "/v1/orders", "text/plain", text(GOOD), 415, "unsupported-media-type"),
                request("POST", "/v1/orders", "application/xml", text("<a/>"), 415, "unsupported-media-type"),
                request("POST", "/v1/orders", "nonsense", text(GOOD), 415, "unsupported-media-type"),
                request("GET", "/v1/nowhere", "", BodyPublishers.noBody(), 404, "not-found"),
                request("DELETE", "/v1/orders", "", BodyPublishers.noBody(), 405, "method-not-allowed"),
                request("GET", "/v1/orders/abc?page=1", "", BodyPublishers.noBody(), 400, "invalid-request"),
                request("GET", "/v1/orders/1?page=x", "", BodyPublishers.noBody(), 400, "invalid-request"),
                request("GET", "/v1/orders/1?page=0", "", BodyPublishers.noBody(), 400, "invalid-request"),
                request("GET", "/v1/orders/1", "", BodyPublishers.noBody(), 400, "invalid-request"),
                request("GET", "/v1//trace", "", BodyPublishers.noBody(), 400, "bad-request"),
                request("GET", "/v1/trace;a=b", "", BodyPublishers.noBody(), 400, "bad-request"),
                request("GET", "/error", "", BodyPublishers.noBody(), 404, "not-found"));
    }

    @ParameterizedTest(name = "{0} {1} {2} {4}")
    @MethodSource("requests")
    void aBadRequestIsToldWhy(
            String method, String path, String contentType, BodyPublisher body, int status, String type)
            throws Exception {
        var answer = send(method, path, body, request -> {
            request.header("Authorization", SERVICE).header("Idempotency-Key", "k");
            return contentType.isEmpty() ? request : request.header("Content-Type", contentType);
        });

        ProblemAssert.assertProblem(answer, status, type);
    }

    @Test
    void aMissingHeaderIsNamed() throws Exception {
        var answer = send(
                "POST",
                "/v1/orders",
                text(GOOD),
                request -> request.header("Authorization", SERVICE).header("Content-Type", "application/json"));

        ProblemAssert.assertProblem(answer, 400, "invalid-request");
        assertThat(answer.body()).contains("\"field\":\"Idempotency-Key\"");
    }

    @Test
    void anAnswerThatCannotBeGivenIs406() throws Exception {
        var answer = get("/v1/trace", request -> request.header("Accept", "image/png"));

        assertThat(answer.statusCode()).isEqualTo(406);
    }

    @ParameterizedTest
    @CsvSource({
        "known,         409, amount-differs",
        "unexpected,    500, internal-error",
        "checked,       500, internal-error",
        "error,         500, internal-error",
        "constraint,    500, internal-error",
        "away,          503, temporarily-unavailable",
        "no-connection, 503, temporarily-unavailable",
        "untranslated,  503, temporarily-unavailable",
        "deadlock,      503, temporarily-unavailable"
    })
    void aFailureInsideTellsNothingOfTheInside(String how, int status, String type) throws Exception {
        for (String accept : new String[] {"*/*", "application/json", "text/html"}) {
            var answer = get(
                    "/v1/fails/" + how,
                    request -> request.header("Authorization", SERVICE).header("Accept", accept));

            ProblemAssert.assertProblem(answer, status, type);
            assertThat(answer.body()).doesNotContain("secret", "Exception", "dev.paysaga");
            assertThat(answer.headers().firstValue("Retry-After").isPresent())
                    .as("says when to come again")
                    .isEqualTo(status != 500);
        }
    }

    @Test
    void aGoodRequestIsServed() throws Exception {
        var answer = send(
                "POST",
                "/v1/orders",
                chunked(GOOD),
                request -> request.header("Authorization", SERVICE)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "k"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(GOOD);
    }

    private static String line(String fields) {
        return "{\"buyerId\":\"b-1\",\"lines\":[{\"productId\":\"p\"," + fields + "}]}";
    }

    private static Arguments row(String what, String body, String type, String field) {
        return Arguments.of(what, body, type, field);
    }

    private static Arguments request(
            String method, String path, String contentType, BodyPublisher body, int status, String type) {
        return Arguments.of(method, path, contentType, body, status, type);
    }
}
