package dev.paysaga.psp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SimApiTest extends SimulatorTest {

    @Test
    void saysThatItIsUp() {
        assertThat(merchant.sim("GET", "health", "").status()).isEqualTo(200);
    }

    @Test
    void everyFinishedWindowHasAPaymentKeyOfItsOwn() {
        assertThat(merchant.pay(ORDER, 39_000)).startsWith("simpg").isNotEqualTo(merchant.pay(ORDER, 39_000));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"psp": "TOSS", "orderId": "ord-000001", "amount": 1, "currency": "KRW", "method": "CASH"} | method
            {"psp": "STRIPE", "orderId": "ord-000001", "amount": 1, "currency": "KRW"}                | psp
            {"orderId": "ord-000001", "amount": 1, "currency": "KRW"}                                  | psp
            {"psp": "TOSS", "orderId": "short", "amount": 1, "currency": "KRW"}                        | orderId
            {"psp": "TOSS", "orderId": 1234567, "amount": 1, "currency": "KRW"}                        | orderId
            {"psp": "TOSS", "orderId": "ord-000001", "amount": 0, "currency": "KRW"}                   | amount
            {"psp": "TOSS", "orderId": "ord-000001", "amount": 1.5, "currency": "KRW"}                 | amount
            {"psp": "TOSS", "orderId": "ord-000001", "amount": "1", "currency": "KRW"}                 | amount
            {"psp": "TOSS", "orderId": "ord-000001", "amount": 1, "currency": "USD"}                   | currency
            {"psp": "TOSS", "amount": -1, "currency": "KRW"}                                           | orderId,amount
            {"psp": "TOSS", "psp": "TOSS"}                                                             |
            []                                                                                         |
            {                                                                                          |
            """)
    void aWindowThatMakesNoSenseIsRefused(String body, @Nullable String fields) {
        assertThat(refusedFields(merchant.sim("POST", "payments", body))).isEqualTo(fields == null ? "" : fields);
        assertThat(merchant.sim("GET", "orders", "").body()).isEqualTo("[]");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"step": "confirm", "fault": "F99"}                          | fault
            {"step": "confirm", "fault": "F18"}                          | fault
            {"step": "confirm"}                                          | fault
            {"step": "lookup", "fault": "F02"}                           | fault
            {"step": "webhook", "fault": "F02"}                          | fault
            {"step": "refund", "fault": "F01"}                           | step
            {"fault": "F01"}                                             | step
            {"step": "confirm", "fault": "F01", "times": 0}              | times
            {"step": "confirm", "fault": "F04", "holdMillis": 600001}    | holdMillis
            {"step": "confirm", "fault": "F06", "delayMillis": -1}       | delayMillis
            {"step": "confirm", "fault": "F15", "variant": "SIDEWAYS"}   | variant
            {"step": "confirm", "fault": "F01", "time": 3}               | time
            {"step": "confirm", "fault": "F01", "orderId": "no"}         | orderId
            """)
    void aScriptThatMakesNoSenseIsRefused(String body, String fields) {
        assertThat(refusedFields(merchant.sim("POST", "scenarios", body))).isEqualTo(fields);
        assertThat(merchant.sim("GET", "scenarios", "").body()).isEqualTo("[]");
    }

    @Test
    void anUnknownFaultIsAnsweredWithThoseThatAreBuilt() {
        String message = merchant.sim("POST", "scenarios", "{\"step\": \"confirm\", \"fault\": \"F99\"}")
                .json()
                .path("errors")
                .path(0)
                .path("message")
                .asString();

        assertThat(message)
                .contains("F01", "F04 (done, but the answer is lost)")
                .doesNotContain("C07", "W01");
    }

    @Test
    void scriptedFaultsAreListedAndCleared() {
        merchant.script("{\"step\": \"confirm\", \"fault\": \"F04\", \"holdMillis\": 100, \"times\": 3}");

        JsonNode listed = merchant.sim("GET", "scenarios", "").json().path(0);
        assertThat(listed.path("fault").asString()).isEqualTo("F04");
        assertThat(listed.path("step").asString()).isEqualTo("confirm");
        assertThat(listed.path("times").asInt()).isEqualTo(3);
        assertThat(listed.path("pauseMillis").asInt()).isEqualTo(100);

        assertThat(merchant.sim("DELETE", "scenarios", "").status()).isEqualTo(204);
        assertThat(merchant.sim("GET", "scenarios", "").body()).isEqualTo("[]");
        String paymentKey = merchant.pay(ORDER, 39_000);
        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-1").gist()).isEqualTo("200 DONE");
    }

    @Test
    void anOrderNobodyKnowsHasZerosAndNoRequests() {
        assertThat(merchant.sim("GET", "orders/ord-00000000-000000", "").body())
                .isEqualTo("{\"orderId\":\"ord-00000000-000000\",\"captures\":0,\"capturedAmount\":0,\"cancels\":0,"
                        + "\"canceledAmount\":0,\"requests\":[]}");
    }

    @Test
    void anOrderShowsItsRequestsAsTheyCame() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        merchant.lookupOrder(ORDER);
        merchant.confirm(paymentKey, ORDER, 39_000, "key-1");
        merchant.cancel(paymentKey, "not json", null);

        JsonNode requests = merchant.truth(ORDER).path("requests");

        assertThat(requests.size()).isEqualTo(3);
        assertThat(requests.path(0).path("method").asString()).isEqualTo("GET");
        assertThat(requests.path(0).path("path").asString()).isEqualTo("/v1/payments/orders/" + ORDER);
        assertThat(requests.path(0).path("body").isNull()).isTrue();
        assertThat(requests.path(1).path("at").asString()).isEqualTo("2026-11-04T01:15:00Z");
        assertThat(requests.path(1).path("idempotencyKey").asString()).isEqualTo("key-1");
        assertThat(requests.path(1).path("body").path("amount").asLong()).isEqualTo(39_000);
        assertThat(requests.path(1).path("status").asInt()).isEqualTo(200);
        assertThat(requests.path(1).path("answered").asBoolean()).isTrue();
        assertThat(requests.path(2).path("idempotencyKey").isNull()).isTrue();
        assertThat(requests.path(2).path("body").asString()).isEqualTo("not json");
        assertThat(requests.path(2).path("status").asInt()).isEqualTo(400);
    }

    @Test
    void allOrdersAreListedWithTheirSums() {
        merchant.confirm(merchant.pay(ORDER, 39_000), ORDER, 39_000, "key-1");
        merchant.pay("ord-20261104-000118", 5_000);

        assertThat(merchant.sim("GET", "orders", "").body())
                .isEqualTo("[{\"orderId\":\"ord-20261104-000117\",\"captures\":1,\"capturedAmount\":39000,"
                        + "\"cancels\":0,\"canceledAmount\":0},{\"orderId\":\"ord-20261104-000118\",\"captures\":0,"
                        + "\"capturedAmount\":0,\"cancels\":0,\"canceledAmount\":0}]");
    }

    @Test
    void anAddressThatIsNotThereIsAProblem() {
        Merchant.Answered answer = merchant.sim("GET", "nothing", "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }

    @Test
    void aBodyOfTwoMegabytesIsTooLarge() {
        assertThat(merchant.sim("POST", "payments", " ".repeat(2 << 20)).status())
                .isEqualTo(413);
    }

    private static String refusedFields(Merchant.Answered answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        return StreamSupport.stream(answer.json().path("errors").spliterator(), false)
                .map(error -> error.path("field").asString())
                .reduce((left, right) -> left + "," + right)
                .orElseThrow();
    }
}
